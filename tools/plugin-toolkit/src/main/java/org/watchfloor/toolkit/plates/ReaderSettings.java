package org.watchfloor.toolkit.plates;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * What an administrator sets for a plate reader of nearly any vendor, checked. Each throws a {@link
 * SourceException} of kind CONFIG that names the key.
 */
public final class ReaderSettings {
  private ReaderSettings() {}

  /**
   * Where the reader stands, from the keys {@code latitude} and {@code longitude}.
   *
   * @param latitude degrees north; NaN for not set
   * @param longitude degrees east; NaN for not set
   */
  public static Optional<GeoPoint> place(double latitude, double longitude) throws SourceException {
    if (Double.isNaN(latitude) != Double.isNaN(longitude)) {
      throw Double.isNaN(latitude)
          ? wrong("latitude", "is missing, longitude is set; set both or none")
          : wrong("longitude", "is missing, latitude is set; set both or none");
    }
    try {
      return Double.isNaN(latitude)
          ? Optional.empty()
          : Optional.of(GeoPoint.of(latitude, longitude));
    } catch (IllegalArgumentException e) {
      throw new SourceException(SourceException.Kind.CONFIG, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The share, 0 to 1, of the key {@code minConfidence}.
   *
   * @param percent 0 to 100
   */
  public static double minConfidence(int percent) throws SourceException {
    if (percent < 0 || percent > 100) {
      throw wrong("minConfidence", "must be within 0 to 100 percent");
    }
    return percent / 100.0;
  }

  /**
   * The zone of the reader's clock, from the key {@code timeZone}.
   *
   * @param name of the IANA list; blank for none
   */
  public static Optional<ZoneId> zone(String name) throws SourceException {
    try {
      return name.isBlank() ? Optional.empty() : Optional.of(ZoneId.of(name.strip()));
    } catch (DateTimeException e) {
      throw wrong("timeZone", "is no zone like America/Chicago");
    }
  }

  private static SourceException wrong(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }
}
