/** Users, sessions and API tokens in the store, and the sign-in of the shell. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.access.internal;
