package org.watchfloor.rtcc.plates.internal.hits;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.rtcc.api.plates.HitDecision;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** What was decided of hits, each decision as a row: also those that were taken back. */
final class Decisions {
  /**
   * A decision that something is still to be done with.
   *
   * @param decision 1 for the first of a hit
   */
  record Made(String alertId, int decision) {}

  private Decisions() {}

  /** Oldest first. */
  static List<HitDecision> of(Connection c, String alertId) throws SQLException {
    List<HitDecision> decisions = new ArrayList<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT state, decided_by, decided_at, words FROM plates_hits_decision"
                + " WHERE alert_id = ? ORDER BY decision")) {
      select.setString(1, alertId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          decisions.add(
              new HitDecision(
                  HitState.valueOf(row.getString(1)),
                  row.getString(2),
                  Times.instant(row.getLong(3)),
                  row.getString(4)));
        }
      }
    }
    return decisions;
  }

  /**
   * Keeps one, with the caller's transaction.
   *
   * @param before how many there are: of two that come at once, also on two nodes, one finds its
   *     place taken
   * @return false for that one
   */
  static boolean add(Connection c, String alertId, int before, HitDecision decision)
      throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement(
            "UPDATE plates_hits_card SET state = ?, decisions = ? WHERE alert_id = ?"
                + " AND decisions = ?")) {
      update.setString(1, decision.state().name());
      update.setInt(2, before + 1);
      update.setString(3, alertId);
      update.setInt(4, before);
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_hits_decision (alert_id, decision, state, decided_by, decided_at,"
                + " words, told) VALUES (?, ?, ?, ?, ?, ?, 0)")) {
      insert.setString(1, alertId);
      insert.setInt(2, before + 1);
      insert.setString(3, decision.state().name());
      insert.setString(4, decision.by());
      insert.setLong(5, Times.micros(decision.at()));
      insert.setString(6, decision.text());
      insert.executeUpdate();
    }
    return true;
  }

  /** Those that the bus was not told of, in the order in which they were made. */
  static List<Made> untold(Connection c, int most) throws SQLException {
    return made(c, "told = 0", most);
  }

  /** Those that nothing was learned from, in the order in which they were made. */
  static List<Made> unlearnt(Connection c, int most) throws SQLException {
    return made(c, "learnt = 0", most);
  }

  private static List<Made> made(Connection c, String which, int most) throws SQLException {
    List<Made> made = new ArrayList<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT alert_id, decision FROM plates_hits_decision WHERE "
                + which
                + " ORDER BY decided_at, alert_id, decision LIMIT ?")) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          made.add(new Made(row.getString(1), row.getInt(2)));
        }
      }
    }
    return made;
  }

  static int told(Connection c, Made decision) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement(
            "UPDATE plates_hits_decision SET told = 1 WHERE alert_id = ? AND decision = ?")) {
      update.setString(1, decision.alertId());
      update.setInt(2, decision.decision());
      return update.executeUpdate();
    }
  }
}
