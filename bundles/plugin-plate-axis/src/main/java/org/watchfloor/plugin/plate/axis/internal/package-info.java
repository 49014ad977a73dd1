/** Axis License Plate Verifier. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.axis.internal;
