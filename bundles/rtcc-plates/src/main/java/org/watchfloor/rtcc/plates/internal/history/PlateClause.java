package org.watchfloor.rtcc.plates.internal.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/**
 * What a plate in a query means in SQL.
 *
 * @param sql with a parameter for each value
 * @param values in order
 */
record PlateClause(String sql, List<String> values) {
  private static final String EXACT = "plate = ?";
  private static final String PARTIAL = "plate LIKE ?";

  /** Whether the store's index of plates leads to the reads, and not that of their time. */
  boolean byPlate() {
    return sql.equals(EXACT);
  }

  /**
   * @return the next parameter
   */
  int set(PreparedStatement select, int first) throws SQLException {
    int at = first;
    for (String value : values) {
      select.setString(at++, value);
    }
    return at;
  }

  /**
   * Only letters, digits, {@code ?} and {@code *} of the text reach the pattern: {@code %} and
   * {@code _} have no meaning in a plate and none here.
   */
  static PlateClause of(String plate) {
    String pattern = PlateText.pattern(plate);
    if (plate.isBlank()) {
      return new PlateClause("1 = 1", List.of());
    }
    if (pattern.indexOf('?') < 0 && pattern.indexOf('*') < 0) {
      return new PlateClause(EXACT, List.of(pattern));
    }
    String like = pattern.replaceAll("\\*+", "%").replace('?', '_');
    return new PlateClause(PARTIAL, List.of(like));
  }
}
