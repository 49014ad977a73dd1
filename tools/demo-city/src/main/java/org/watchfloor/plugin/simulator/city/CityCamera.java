package org.watchfloor.plugin.simulator.city;

import java.util.Locale;
import java.util.Optional;

/**
 * A camera of the city.
 *
 * @param id {@code CAM-0001} and up
 * @param name crossing, or business and address
 * @param ownership whose it is
 * @param owner agency, business or resident
 * @param spot where it hangs
 * @param heading where it looks, degrees clockwise from north, 0 up to 360
 * @param fieldOfView degrees
 * @param rangeMetres how far it is useful
 * @param live whether the demo draws pictures for it
 */
public record CityCamera(
    String id,
    String name,
    Ownership ownership,
    String owner,
    Spot spot,
    double heading,
    double fieldOfView,
    double rangeMetres,
    boolean live) {

  /** Whose a camera is. */
  public enum Ownership {
    OWNED,
    SHARED,
    REGISTERED
  }

  /** The name of its configuration and its place in addresses: {@code cam-0001}. */
  public String key() {
    return id.toLowerCase(Locale.ROOT);
  }

  /** The source that gives its pictures; empty for a camera that is only on the map. */
  public Optional<String> sourceId() {
    return live ? Optional.of("camera-mjpeg~" + key()) : Optional.empty();
  }

  /** How far a place lies before the camera, metres; negative behind it. */
  public double ahead(Spot place) {
    double radians = Math.toRadians(heading);
    return (place.east() - spot.east()) * Math.sin(radians)
        + (place.north() - spot.north()) * Math.cos(radians);
  }

  /** How far a place lies to the right of the camera's axis, metres; negative to the left. */
  public double aside(Spot place) {
    double radians = Math.toRadians(heading);
    return (place.east() - spot.east()) * Math.cos(radians)
        - (place.north() - spot.north()) * Math.sin(radians);
  }
}
