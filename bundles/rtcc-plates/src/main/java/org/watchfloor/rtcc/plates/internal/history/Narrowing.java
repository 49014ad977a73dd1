package org.watchfloor.rtcc.plates.internal.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.ReadArea;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/**
 * What a query narrows by beside plate and time. Immutable. SQL leaves out what the columns say is
 * not wanted; {@link #passes} decides, for an area is no rectangle and old rows have no columns.
 */
final class Narrowing {
  /** Of a degree of latitude; a little less than the least there is, so that no place is missed. */
  private static final double METRES_A_DEGREE = 110_500;

  private final Set<String> states;
  private final Set<String> makes;
  private final Set<String> colors;
  private final Set<String> cameras;
  private final Optional<ReadArea> area;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  Narrowing(ReadQuery query) {
    this.states = lower(query.states());
    this.makes = lower(query.makes());
    this.colors = lower(query.colors());
    this.cameras = query.cameras();
    this.area = query.area();
    in("region", states);
    in("make", makes);
    in("color", colors);
    cameras();
    area.ifPresent(this::rectangle);
  }

  private static Set<String> lower(Set<String> words) {
    return words.stream().map(Narrowing::lower).collect(Collectors.toUnmodifiableSet());
  }

  /** As words are compared. */
  static String lower(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  private void in(String column, Collection<String> words) {
    if (!words.isEmpty()) {
      sql.append(" AND (%1$s IS NULL OR %1$s IN (%2$s))".formatted(column, marks(words)));
      values.addAll(words);
    }
  }

  private static String marks(Collection<String> words) {
    return "?" + ", ?".repeat(words.size() - 1);
  }

  private void cameras() {
    if (!cameras.isEmpty()) {
      String marks = marks(cameras);
      sql.append(
          " AND (device IS NULL OR source_id IN (%1$s) OR device IN (%1$s))".formatted(marks));
      values.addAll(cameras);
      values.addAll(cameras);
    }
  }

  private void rectangle(ReadArea shape) {
    double more = shape.metres() / METRES_A_DEGREE;
    double south = 90;
    double north = -90;
    for (GeoPoint point : shape.points()) {
      south = Math.min(south, point.latitude() - more);
      north = Math.max(north, point.latitude() + more);
    }
    // By latitude alone: what a metre is in degrees of longitude changes, and ends at the poles.
    sql.append(" AND (latitude IS NULL OR latitude BETWEEN ? AND ?)");
    values.add(south);
    values.add(north);
  }

  /** To be put behind other conditions. */
  String sql() {
    return sql.toString();
  }

  /**
   * @return the next parameter
   */
  int set(PreparedStatement select, int first) throws SQLException {
    int at = first;
    for (Object value : values) {
      select.setObject(at++, value);
    }
    return at;
  }

  boolean any() {
    return !values.isEmpty();
  }

  boolean passes(ReadRecord record) {
    return wanted(states, record.read().region())
        && wanted(makes, record.read().make())
        && wanted(colors, record.read().color())
        && (cameras.isEmpty()
            || cameras.contains(record.sourceId())
            || cameras.contains(record.device()))
        && (area.isEmpty() || within(area.get(), record.location()));
  }

  private static boolean wanted(Set<String> words, String word) {
    return words.isEmpty() || words.contains(lower(word));
  }

  private static boolean within(ReadArea shape, Optional<GeoPoint> place) {
    return place.isPresent() && shape.contains(place.get().latitude(), place.get().longitude());
  }
}
