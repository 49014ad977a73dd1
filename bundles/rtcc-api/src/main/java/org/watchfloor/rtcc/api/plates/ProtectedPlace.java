package org.watchfloor.rtcc.api.plates;

import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * The place that an order protects: a secret, of which {@link #toString} says nothing.
 *
 * @param address in words, one line, 1 to 200 characters
 * @param point WGS 84
 * @param metres how near a read must be, 10 to 20,000
 */
public record ProtectedPlace(String address, GeoPoint point, int metres) {
  private static final int MAX_ADDRESS = 200;
  private static final int MIN_METRES = 10;
  private static final int MAX_METRES = 20_000;

  public ProtectedPlace {
    if (address.isBlank() || address.length() > MAX_ADDRESS || hasControl(address)) {
      throw new IllegalArgumentException(
          "address: must be one line of 1 to " + MAX_ADDRESS + " characters");
    }
    if (metres < MIN_METRES || metres > MAX_METRES) {
      throw new IllegalArgumentException(
          "metres: " + metres + " is not within " + MIN_METRES + " to " + MAX_METRES);
    }
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  /** A read that may be so near counts as near: its own accuracy is added. */
  public boolean near(GeoPoint read) {
    return point.metresTo(read) <= metres + read.accuracyMetres();
  }

  @Override
  public String toString() {
    return "ProtectedPlace[withheld]";
  }
}
