/** Plugins in JVMs of their own. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.isolation.internal;
