package org.watchfloor.rtcc.api.video;

import java.time.Instant;
import org.watchfloor.plugin.api.media.MediaRef;

/**
 * A picture that was taken because of an alert.
 *
 * @param cameraId of the camera that took it
 * @param takenAt by the center's clock, UTC
 * @param metres from the camera to the place of the alert
 */
public record AlertPicture(
    String alertId, String cameraId, Instant takenAt, MediaRef media, double metres) {}
