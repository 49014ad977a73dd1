package org.watchfloor.rtcc.video.internal;

import java.time.Duration;

/**
 * A configuration within its limits. Immutable.
 *
 * @param cameras at most so many per alert
 * @param fallbackMetres within which the nearest are asked when none sees the place
 * @param deadline of one picture
 * @param alertAge above which an alert gets no picture
 * @param eventAge above which what an alert is about gets no picture
 * @param pictureAge above which a picture is no longer an alert's; zero for no limit
 */
record VideoSettings(
    int cameras,
    double fallbackMetres,
    Duration deadline,
    Duration alertAge,
    Duration eventAge,
    Duration pictureAge) {

  /**
   * @throws IllegalArgumentException naming the key
   */
  static VideoSettings of(VideoConfig config) {
    return new VideoSettings(
        within("alert.cameras", config.alert_cameras(), 0, 32),
        within("alert.fallback.metres", config.alert_fallback_metres(), 0, 5_000),
        Duration.ofMillis(within("alert.deadline.ms", config.alert_deadline_ms(), 100, 30_000)),
        Duration.ofSeconds(within("alert.max.age.seconds", config.alert_max_age_seconds(), 1, 600)),
        Duration.ofSeconds(
            within("event.max.age.seconds", config.event_max_age_seconds(), 1, 3_600)),
        Duration.ofDays(
            within("picture.retention.days", config.picture_retention_days(), 0, 36_500)));
  }

  private static int within(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          VideoConfig.PID + ": " + key + " = " + value + " is not within " + min + " to " + max);
    }
    return value;
  }
}
