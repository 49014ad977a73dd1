/** Finds and reads plates in one picture. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.opencv.internal.reading;
