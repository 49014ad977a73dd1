/** Tests of the bus. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.bus.internal;
