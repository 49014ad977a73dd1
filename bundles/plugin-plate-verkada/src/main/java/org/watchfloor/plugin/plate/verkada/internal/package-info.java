/** Plate reads that Verkada Command posts. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.verkada.internal;
