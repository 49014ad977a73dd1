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

  /** Characters that a plate begins with, which one in thousands does. */
  private static final int SELECTIVE = 3;

  /** With fewer, the newest of very many are found sooner by the time. */
  private static final int FEW = 4;

  /** The same, of a table of reads whose plates are among those that are known. */
  PlateClause known() {
    return selective() || !few()
        ? this
        : new PlateClause("plate IN (SELECT plate FROM plates_known WHERE " + sql + ")", values);
  }

  /** Whether so many characters are known that few plates have them, wherever they are. */
  boolean few() {
    return !values.isEmpty()
        && values.get(values.size() - 1).codePoints().filter(Character::isLetterOrDigit).count()
            >= FEW;
  }

  /** Whether the index of plates leads to few reads. */
  private boolean selective() {
    return values.size() == 1 && sql.equals(EXACT)
        || values.size() > 1 && values.get(0).length() >= SELECTIVE;
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
    String prefix = pattern.split("[?*]", 2)[0];
    if (prefix.isEmpty()) {
      return new PlateClause("plate LIKE ?", List.of(like));
    }
    // The store compares bytes, so that a range of the index holds all with the prefix; LIKE alone
    // would read the whole table. U+10FFFF is behind every letter.
    return new PlateClause(
        "plate >= ? AND plate < ? AND plate LIKE ?",
        List.of(prefix, prefix + Character.toString(Character.MAX_CODE_POINT), like));
  }
}
