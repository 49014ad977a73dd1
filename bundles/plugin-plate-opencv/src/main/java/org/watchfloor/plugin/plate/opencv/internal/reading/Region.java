package org.watchfloor.plugin.plate.opencv.internal.reading;

/**
 * Part of a picture that may be a plate.
 *
 * @param quad its corners
 * @param score how sure the finder is, 0 to 1
 */
record Region(Quad quad, double score) {}
