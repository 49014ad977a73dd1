package org.watchfloor.rtcc.signals.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.signals.SignalQuery;

/**
 * What a query means in SQL; all but the circle, of which this is the box around it.
 *
 * @param sql with a parameter for each value
 * @param values in order: String, Long, Integer or Double
 */
record Clause(String sql, List<Object> values) {
  /** So that none of them means anything in LIKE. */
  private static final Pattern KIND = Pattern.compile("[a-z0-9.-]{1,64}");

  private static final double METRES_PER_DEGREE = Math.toRadians(6_371_008.8);

  /**
   * @throws IllegalArgumentException naming the part that is wrong
   */
  static Clause of(SignalQuery query, Dialect dialect) {
    Builder builder = new Builder(dialect);
    builder.kinds(query);
    if (query.before() > 0) {
      builder.and("number < ?", query.before());
    }
    if (query.minSeverity().ordinal() > 0) {
      builder.and("severity >= ?", query.minSeverity().ordinal());
    }
    query.since().ifPresent(since -> builder.and("occurred_at >= ?", Times.micros(since)));
    query.until().ifPresent(until -> builder.and("occurred_at < ?", Times.micros(until)));
    if (!query.sourceId().isEmpty()) {
      builder.and("source_id = ?", query.sourceId());
    }
    for (String word : Line.search(query.text()).split(" +")) {
      if (!word.isEmpty()) {
        builder.and(builder.holds("words"), word);
      }
    }
    query.fields().forEach(builder::field);
    Optional<GeoPoint> near = query.near();
    near.ifPresent(place -> builder.box(place, query.metres()));
    return builder.build();
  }

  /** Collects conditions. */
  private static final class Builder {
    private final Dialect dialect;
    private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    private final List<Object> values = new ArrayList<>();

    Builder(Dialect dialect) {
      this.dialect = dialect;
    }

    void and(String condition, Object... given) {
      conditions.add(condition);
      values.addAll(List.of(given));
    }

    void kinds(SignalQuery query) {
      List<String> any = new ArrayList<>();
      for (String kind : query.kinds()) {
        if (!KIND.matcher(kind).matches()) {
          throw new IllegalArgumentException(
              "kind: \"" + kind + "\" is no kind and no beginning of one");
        }
        any.add("kind = ? OR kind LIKE ?");
        values.add(kind);
        values.add(kind + ".%");
      }
      if (!any.isEmpty()) {
        conditions.add("(" + String.join(" OR ", any) + ")");
      }
    }

    /** Holds text as it is; unlike LIKE, in which some characters mean something. */
    String holds(String column) {
      return (dialect == Dialect.SQLITE ? "instr(" : "strpos(") + column + ", ?) > 0";
    }

    void field(String name, String value) {
      String holds = holds("fields");
      and(
          "(" + holds + " OR " + holds + ")",
          Line.field(name, value),
          Line.field(name, Line.number(value.strip())));
    }

    void box(GeoPoint place, double metres) {
      double degrees = metres / METRES_PER_DEGREE;
      and(
          "latitude >= ? AND latitude <= ?",
          place.latitude() - degrees,
          place.latitude() + degrees);
      double widest = Math.abs(place.latitude()) + degrees;
      double east = widest < 89 ? degrees / Math.cos(Math.toRadians(widest)) : 360;
      // Around a pole or over the date line the circle alone decides.
      if (place.longitude() - east >= -180 && place.longitude() + east <= 180) {
        and(
            "longitude >= ? AND longitude <= ?",
            place.longitude() - east,
            place.longitude() + east);
      }
    }

    Clause build() {
      return new Clause(String.join(" AND ", conditions), List.copyOf(values));
    }
  }
}
