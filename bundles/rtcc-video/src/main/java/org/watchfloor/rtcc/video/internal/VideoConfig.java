package org.watchfloor.rtcc.video.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.watchfloor.video}; every key has a working default. */
@ObjectClassDefinition(
    id = VideoConfig.PID,
    name = "Video",
    description = "Pictures that are taken because of an alert.")
public @interface VideoConfig {
  String PID = "org.watchfloor.video";

  @AttributeDefinition(
      name = "Cameras per alert",
      description = "At most so many cameras are asked for a picture of one alert; 0 asks none.",
      min = "0",
      max = "32")
  int alert_cameras() default 4;

  @AttributeDefinition(
      name = "Nearest cameras",
      description =
          "Metres around an alert within which the nearest live cameras are asked when none looks"
              + " at the place; 0 asks none then.",
      min = "0",
      max = "5000")
  int alert_fallback_metres() default 300;

  @AttributeDefinition(
      name = "Deadline",
      description = "Milliseconds that a camera has for a picture of an alert.",
      min = "100",
      max = "30000")
  int alert_deadline_ms() default 3_000;

  @AttributeDefinition(
      name = "Oldest alert",
      description =
          "Seconds after which an alert that comes late, after a restart for instance, gets no"
              + " picture: one of now would be false evidence.",
      min = "1",
      max = "600")
  int alert_max_age_seconds() default 30;

  @AttributeDefinition(
      name = "Oldest event",
      description =
          "Seconds after which an event that a device reports late gets no picture; by the"
              + " device's clock.",
      min = "1",
      max = "3600")
  int event_max_age_seconds() default 300;

  /** As media.retention.days of the store: a row without its picture shows nothing. */
  @AttributeDefinition(
      name = "Retention of pictures",
      description =
          "Days after which it is deleted which picture belongs to which alert; the pictures"
              + " themselves go by media.retention.days of the store. 0 for no limit.",
      min = "0",
      max = "36500")
  int picture_retention_days() default 30;
}
