package org.watchfloor.plugin.simulator.city;

/**
 * A place in the city, in metres from its middle. Over eight kilometres a plane is good enough for
 * a sphere: the error stays below a metre.
 *
 * @param east metres east of the middle
 * @param north metres north of the middle
 */
public record Spot(double east, double north) {
  /** The middle of the city, WGS 84. */
  public static final double LATITUDE = 36.0999;

  public static final double LONGITUDE = -80.2442;

  /** Metres in one degree on a sphere of the IUGG mean radius, 6,371,008.8 m. */
  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

  /** WGS 84, degrees, to a centimetre or so. */
  public double latitude() {
    return rounded(LATITUDE + north / METRES_PER_DEGREE);
  }

  /** WGS 84, degrees, to a centimetre or so. */
  public double longitude() {
    double shrink = Math.cos(Math.toRadians(LATITUDE));
    return rounded(LONGITUDE + east / (METRES_PER_DEGREE * shrink));
  }

  /** The place so many metres away in a direction, degrees clockwise from north. */
  public Spot plus(double heading, double metres) {
    double radians = Math.toRadians(heading);
    return new Spot(east + Math.sin(radians) * metres, north + Math.cos(radians) * metres);
  }

  /** Metres. */
  public double to(Spot other) {
    return Math.hypot(other.east - east, other.north - north);
  }

  /** Direction towards another place, degrees clockwise from north, 0 up to 360. */
  public double headingTo(Spot other) {
    double degrees = Math.toDegrees(Math.atan2(other.east - east, other.north - north));
    return (degrees + 360) % 360;
  }

  /** The place at a fraction of the way to another. */
  public Spot towards(Spot other, double fraction) {
    return new Spot(
        east + (other.east - east) * fraction, north + (other.north - north) * fraction);
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }
}
