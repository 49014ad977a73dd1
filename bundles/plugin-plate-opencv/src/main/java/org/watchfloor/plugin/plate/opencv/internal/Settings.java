package org.watchfloor.plugin.plate.opencv.internal;

import java.util.Set;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A configuration that can work.
 *
 * @param camera id in the inventory
 * @param region {@code us}, {@code eu} or empty
 * @param intervalMillis from one picture that is read to the next
 * @param leastLooks pictures in which a plate must be seen
 * @param leastConfidence of a plate, 0 to 1
 */
record Settings(
    String camera, String region, int intervalMillis, int leastLooks, double leastConfidence) {
  static Settings of(PlateOpencvConfig config) throws SourceException {
    String camera = config.camera() == null ? "" : config.camera().strip();
    if (!camera.matches("[A-Za-z0-9.-]{1,64}")) {
      throw bad("camera: \"" + camera + "\" is not 1 to 64 letters, digits, hyphens, dots");
    }
    String region = config.region() == null ? "" : config.region().strip();
    if (!Set.of("", "us", "eu").contains(region)) {
      throw bad("region: \"" + region + "\" is neither us nor eu nor empty");
    }
    return new Settings(
        camera,
        region,
        within("interval.millis", config.interval_millis(), 50, 60_000),
        within("looks.min", config.looks_min(), 1, 20),
        within("confidence.min", config.confidence_min(), 0, 100) / 100.0);
  }

  private static int within(String key, int value, int least, int most) throws SourceException {
    if (value < least || value > most) {
      throw bad(key + ": " + value + " is not within " + least + " to " + most);
    }
    return value;
  }

  private static SourceException bad(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
