package org.watchfloor.rtcc.rules.internal;

import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Where a signal must come from.
 *
 * @param metres how far from the place
 */
record Circle(GeoPoint place, double metres) {
  /** False where the place is unknown. */
  boolean holds(Optional<GeoPoint> at) {
    return at.isPresent() && place.metresTo(at.get()) <= metres;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "within %.0f m of %s, %s", metres, place.latitude(), place.longitude());
  }
}
