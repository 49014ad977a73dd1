/** Plate reads that AXIS License Plate Verifier pushes. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.axis.internal;
