package org.watchfloor.plugin.api.signal;

/**
 * A place on the ground, WGS 84 (EPSG:4326).
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param accuracyMetres radius within which the place lies, metres; 0 where the vendor gives none
 */
public record GeoPoint(double latitude, double longitude, double accuracyMetres) {
  /** Mean earth radius, metres (IUGG). */
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  public GeoPoint {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude: " + latitude + " is not within -90 to 90");
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude: " + longitude + " is not within -180 to 180");
    }
    if (!(accuracyMetres >= 0 && accuracyMetres < 1e7)) {
      throw new IllegalArgumentException("accuracyMetres: " + accuracyMetres + " is not a radius");
    }
  }

  public static GeoPoint of(double latitude, double longitude) {
    return new GeoPoint(latitude, longitude, 0);
  }

  /** Great-circle distance in metres (haversine). */
  public double metresTo(GeoPoint other) {
    double phi1 = Math.toRadians(latitude);
    double phi2 = Math.toRadians(other.latitude);
    double halfPhi = Math.sin((phi2 - phi1) / 2);
    double halfLambda = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double a = halfPhi * halfPhi + Math.cos(phi1) * Math.cos(phi2) * halfLambda * halfLambda;
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
  }

  /** Initial bearing towards another place, degrees clockwise from north, 0 to 360. */
  public double bearingTo(GeoPoint other) {
    double phi1 = Math.toRadians(latitude);
    double phi2 = Math.toRadians(other.latitude);
    double lambda = Math.toRadians(other.longitude - longitude);
    double y = Math.sin(lambda) * Math.cos(phi2);
    double x = Math.cos(phi1) * Math.sin(phi2) - Math.sin(phi1) * Math.cos(phi2) * Math.cos(lambda);
    return (Math.toDegrees(Math.atan2(y, x)) + 360) % 360;
  }
}
