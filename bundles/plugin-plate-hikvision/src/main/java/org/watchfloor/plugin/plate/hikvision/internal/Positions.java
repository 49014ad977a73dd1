package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.toolkit.plates.AsWritten;

/** {@code DeviceGPSInfo}: degrees, minutes and seconds; all zero where the device has no GPS. */
final class Positions {
  private Positions() {}

  static Optional<GeoPoint> of(Xml root) {
    Optional<Xml> gps = root.child("DeviceGPSInfo");
    if (gps.isEmpty()) {
      return Optional.empty();
    }
    double latitude = degrees(gps.get(), "Latitude");
    double longitude = degrees(gps.get(), "Longitude");
    return AsWritten.place(
        gps.get().text("latitudeType").equals("S") ? -latitude : latitude,
        gps.get().text("longitudeType").equals("W") ? -longitude : longitude);
  }

  private static double degrees(Xml gps, String name) {
    return gps.child(name)
        .map(
            angle ->
                angle.number("degree").orElse(0.0)
                    + angle.number("minute").orElse(0.0) / 60
                    + angle.number("sec").orElse(0.0) / 3600)
        .orElse(0.0);
  }
}
