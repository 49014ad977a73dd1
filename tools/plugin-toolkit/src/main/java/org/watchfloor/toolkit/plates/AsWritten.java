package org.watchfloor.toolkit.plates;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.signal.GeoPoint;

/** A plate, and the place of a reader, as vendors write them. */
public final class AsWritten {
  /** Characters of a plate at most, see {@link org.watchfloor.plugin.api.signal.PlateRead}. */
  public static final int MAX = 16;

  /** What readers say of a vehicle whose plate they did not read (Hikvision, Dahua). */
  private static final Set<String> NO_PLATE =
      Set.of("", "-", "--", "UNKNOWN", "NOPLATE", "NO PLATE", "UNLICENSED");

  private AsWritten() {}

  /**
   * In upper case without spaces around it; empty where the reader only says that it read none. Not
   * checked for its length.
   */
  public static Optional<String> plate(String text) {
    String plate = text.strip().toUpperCase(Locale.ROOT);
    return NO_PLATE.contains(plate) ? Optional.empty() : Optional.of(plate);
  }

  /** Degrees as a place; 0/0, which readers send for "no position", and what is none, are empty. */
  public static Optional<GeoPoint> place(double latitude, double longitude) {
    boolean none =
        (latitude == 0 && longitude == 0)
            || !(Math.abs(latitude) <= 90)
            || !(Math.abs(longitude) <= 180);
    return none ? Optional.empty() : Optional.of(GeoPoint.of(latitude, longitude));
  }
}
