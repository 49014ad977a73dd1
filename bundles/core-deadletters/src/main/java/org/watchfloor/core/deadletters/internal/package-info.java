/** Dead letters in the store. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.deadletters.internal;
