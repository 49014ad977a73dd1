package org.watchfloor.rtcc.api.cameras;

import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * A camera in the inventory.
 *
 * @param id 1 to 64 letters, digits, hyphens, dots
 * @param name what an analyst reads
 * @param ownership whose it is, and so what may be done with it
 * @param owner agency, business or resident; may be empty
 * @param position where it hangs
 * @param heading where it looks, degrees clockwise from north, 0 to 360
 * @param fieldOfView horizontal angle it sees, degrees, 1 to 360; 360 for a dome
 * @param rangeMetres how far it is useful, metres, 1 to 5,000
 * @param sourceId of the source that gives its pictures; empty for a camera that is only on the map
 */
public record Camera(
    String id,
    String name,
    Ownership ownership,
    String owner,
    GeoPoint position,
    double heading,
    double fieldOfView,
    double rangeMetres,
    Optional<String> sourceId) {

  /** Whose a camera is. */
  public enum Ownership {
    /** The agency's own and live. */
    OWNED,
    /** A business's, live under conditions. */
    SHARED,
    /** A resident's: location and contact only, never live. */
    REGISTERED
  }

  public Camera {
    if (!id.matches("[A-Za-z0-9.-]{1,64}")) {
      throw new IllegalArgumentException(
          "id: \"" + id + "\" is not 1 to 64 letters, digits, hyphens, dots");
    }
    if (name.isBlank() || name.length() > 120) {
      throw new IllegalArgumentException("name: must have 1 to 120 characters");
    }
    if (!(heading >= 0 && heading <= 360)) {
      throw new IllegalArgumentException("heading: " + heading + " is not within 0 to 360");
    }
    if (!(fieldOfView >= 1 && fieldOfView <= 360)) {
      throw new IllegalArgumentException("fieldOfView: " + fieldOfView + " is not within 1 to 360");
    }
    if (!(rangeMetres >= 1 && rangeMetres <= 5_000)) {
      throw new IllegalArgumentException(
          "rangeMetres: " + rangeMetres + " is not within 1 to 5000");
    }
    if (ownership == Ownership.REGISTERED && sourceId.isPresent()) {
      throw new IllegalArgumentException("sourceId: a registered camera is never live");
    }
  }
}
