package org.watchfloor.rtcc.plates.internal.hits;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.rtcc.plates.internal.match.Lesson;

/**
 * What decisions have taught of readers, in the store: each decision once, also with several nodes
 * on one store, and added up in the database, so that no node writes over what another has learned.
 * The sums outlive the hits and name no plate. With the caller's connection.
 */
final class LessonTable {
  static final Migration TABLES =
      new Migration(
          2,
          "what decisions teach of readers",
          List.of(
              "ALTER TABLE plates_hits_decision ADD COLUMN learnt INTEGER DEFAULT 0 NOT NULL",
              "CREATE INDEX plates_hits_decision_learnt ON plates_hits_decision (decided_at)"
                  + " WHERE learnt = 0",
              "CREATE TABLE plates_hits_lesson (alert_id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " reader VARCHAR(300) NOT NULL, counts TEXT NOT NULL)",
              "CREATE TABLE plates_hits_reader (reader VARCHAR(300) NOT NULL,"
                  + " what VARCHAR(32) NOT NULL, n DOUBLE PRECISION NOT NULL,"
                  + " PRIMARY KEY (reader, what))",
              "CREATE TABLE plates_hits_learnt (id INTEGER NOT NULL PRIMARY KEY,"
                  + " version BIGINT NOT NULL)",
              "INSERT INTO plates_hits_learnt (id, version) VALUES (1, 0)"));

  /**
   * All that is known.
   *
   * @param version another one whenever something was learned
   * @param sums one for each reader
   */
  record Known(long version, List<Lesson> sums) {}

  private LessonTable() {}

  /**
   * Keeps what a decision teaches, instead of what the one before it of the same hit did.
   *
   * @param lesson empty for a decision that teaches nothing or takes another back
   * @return false if it was learned before, or is gone
   */
  static boolean keep(Connection c, Decisions.Made decision, Optional<Lesson> lesson)
      throws SQLException {
    if (!claim(c, decision)) {
      return false;
    }
    // One row that all write: two that learn at once come one after the other, in any database.
    version(c);
    Optional<Lesson> before = lesson(c, decision.alertId());
    if (before.isPresent()) {
      add(c, before.get(), -1);
      forget(c, decision.alertId());
    }
    if (lesson.isPresent()) {
      add(c, lesson.get(), 1);
      remember(c, decision.alertId(), lesson.get());
    }
    return true;
  }

  private static void version(Connection c) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement("UPDATE plates_hits_learnt SET version = version + 1 WHERE id = 1")) {
      update.executeUpdate();
    }
  }

  private static boolean claim(Connection c, Decisions.Made decision) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement(
            "UPDATE plates_hits_decision SET learnt = 1"
                + " WHERE alert_id = ? AND decision = ? AND learnt = 0")) {
      update.setString(1, decision.alertId());
      update.setInt(2, decision.decision());
      return update.executeUpdate() == 1;
    }
  }

  private static Optional<Lesson> lesson(Connection c, String alertId) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement("SELECT reader, counts FROM plates_hits_lesson WHERE alert_id = ?")) {
      select.setString(1, alertId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(Lesson.parse(row.getString(1), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  private static void forget(Connection c, String alertId) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement("DELETE FROM plates_hits_lesson WHERE alert_id = ?")) {
      delete.setString(1, alertId);
      delete.executeUpdate();
    }
  }

  private static void remember(Connection c, String alertId, Lesson lesson) throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_hits_lesson (alert_id, reader, counts) VALUES (?, ?, ?)")) {
      insert.setString(1, alertId);
      insert.setString(2, lesson.reader());
      insert.setString(3, lesson.text());
      insert.executeUpdate();
    }
  }

  private static void add(Connection c, Lesson lesson, int times) throws SQLException {
    try (PreparedStatement upsert =
        c.prepareStatement(
            "INSERT INTO plates_hits_reader (reader, what, n) VALUES (?, ?, ?)"
                + " ON CONFLICT (reader, what) DO UPDATE SET n = plates_hits_reader.n"
                + " + excluded.n")) {
      for (Map.Entry<String, Double> count : lesson.counts().entrySet()) {
        upsert.setString(1, lesson.reader());
        upsert.setString(2, count.getKey());
        upsert.setDouble(3, times * count.getValue());
        upsert.executeUpdate();
      }
    }
  }

  static long versionOf(Connection c) throws SQLException {
    try (PreparedStatement select =
            c.prepareStatement("SELECT version FROM plates_hits_learnt WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static Known all(Connection c) throws SQLException {
    Map<String, Map<String, Double>> sums = new TreeMap<>();
    long version = versionOf(c);
    try (PreparedStatement select =
            c.prepareStatement("SELECT reader, what, n FROM plates_hits_reader");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        sums.computeIfAbsent(row.getString(1), r -> new TreeMap<>())
            .put(row.getString(2), row.getDouble(3));
      }
    }
    List<Lesson> lessons = new ArrayList<>();
    sums.forEach((reader, counts) -> lessons.add(new Lesson(reader, counts)));
    return new Known(version, lessons);
  }
}
