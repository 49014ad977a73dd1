package org.watchfloor.toolkit.plates;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Numbers of a read. What is wrong with one of them costs no read: it is worth more than what it
 * lacks.
 */
final class Numbers {
  /** Short enough for what has to be tried on every line of a file. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,20}([.,]\\d{0,20})?([eE]-?\\d{1,2})?");

  /** Degrees clockwise from north of the sixteen points that have a name. */
  private static final Map<String, Double> POINTS =
      Map.ofEntries(
          Map.entry("N", 0.0),
          Map.entry("NNE", 22.5),
          Map.entry("NE", 45.0),
          Map.entry("ENE", 67.5),
          Map.entry("E", 90.0),
          Map.entry("ESE", 112.5),
          Map.entry("SE", 135.0),
          Map.entry("SSE", 157.5),
          Map.entry("S", 180.0),
          Map.entry("SSW", 202.5),
          Map.entry("SW", 225.0),
          Map.entry("WSW", 247.5),
          Map.entry("W", 270.0),
          Map.entry("WNW", 292.5),
          Map.entry("NW", 315.0),
          Map.entry("NNW", 337.5));

  private Numbers() {}

  /** A decimal number, with point or comma, a percent sign behind it or not. */
  static OptionalDouble number(String text) {
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    return NUMBER.matcher(digits).matches()
        ? OptionalDouble.of(Double.parseDouble(digits.replace(',', '.')))
        : OptionalDouble.empty();
  }

  /**
   * 0 to 1; what is not within the scale, 255 of 100 for instance, is unknown. A rounding error
   * above its end is its end.
   */
  static Optional<Double> confidence(String text, double max) {
    OptionalDouble number = number(text);
    double fraction = number.orElse(-1) / max;
    return fraction >= 0 && fraction < 1.001
        ? Optional.of(Math.min(1, fraction))
        : Optional.empty();
  }

  /** Degrees, or a point of the compass such as {@code NW}, {@code NB} or {@code northbound}. */
  static Optional<Double> heading(String text) {
    OptionalDouble degrees = number(text);
    if (degrees.isPresent()) {
      return degrees.getAsDouble() >= 0 && degrees.getAsDouble() <= 360
          ? Optional.of(degrees.getAsDouble())
          : Optional.empty();
    }
    String point =
        text.toUpperCase(Locale.ROOT)
            .replace("BOUND", "")
            .replace("NORTH", "N")
            .replace("EAST", "E")
            .replace("SOUTH", "S")
            .replace("WEST", "W")
            .replaceAll("[ _-]|B$", "");
    return Optional.ofNullable(POINTS.get(point));
  }

  /** Readers without a position send 0 and 0; that, and what is no place, is no position. */
  static Optional<GeoPoint> place(String latitude, String longitude) {
    OptionalDouble north = number(latitude);
    OptionalDouble east = number(longitude);
    if (north.isEmpty()
        || east.isEmpty()
        || (north.getAsDouble() == 0 && east.getAsDouble() == 0)
        || Math.abs(north.getAsDouble()) > 90
        || Math.abs(east.getAsDouble()) > 180) {
      return Optional.empty();
    }
    return Optional.of(GeoPoint.of(north.getAsDouble(), east.getAsDouble()));
  }
}
