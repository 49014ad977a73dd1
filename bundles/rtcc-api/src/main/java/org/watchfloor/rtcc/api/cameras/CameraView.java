package org.watchfloor.rtcc.api.cameras;

/**
 * A camera and what it has of a place.
 *
 * @param metres from the camera to the place
 * @param sees whether the place lies within its angle and range
 */
public record CameraView(Camera camera, double metres, boolean sees) {}
