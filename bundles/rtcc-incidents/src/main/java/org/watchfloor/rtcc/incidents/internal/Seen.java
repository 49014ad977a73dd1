package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.watchfloor.core.api.bus.BusEntry;

/**
 * What has come over the bus and is no row of its own: alerts that are counted on another's row,
 * and pictures that wait for an incident. It is kept for as long as the bus may deliver again; of
 * what is older, the number in the journal says that it has come. Thread-safe; everything but
 * {@link #limit} is done in the caller's transaction.
 */
final class Seen {
  /** The number of the last entry that was taken. */
  private static final String TAKEN = "taken";

  private final Duration retention;
  private final Clock clock;

  /**
   * @param retention zero for no limit
   */
  Seen(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  Duration retention() {
    return retention;
  }

  /** The time before which nothing is kept. */
  private Instant limit() {
    return retention.isZero() ? Instant.MIN : clock.instant().minus(retention);
  }

  /** Remembers that an alert is counted on a row. */
  void add(Connection c, String alertId, String rowId) throws SQLException {
    Sql.update(
        c,
        "INSERT INTO incidents_seen (alert_id, row_id, seen_at) VALUES (?, ?, ?)",
        alertId,
        rowId,
        Times.micros(clock.instant()));
  }

  /** Remembers that all of a delivery was taken, in order as it came. */
  void taken(Connection c, List<BusEntry> entries) throws SQLException {
    long last = entries.stream().mapToLong(BusEntry::number).max().orElse(0);
    Sql.update(
        c,
        "INSERT INTO incidents_sequence (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
            + " SET last = excluded.last WHERE excluded.last > incidents_sequence.last",
        TAKEN,
        last);
  }

  /**
   * Whether an entry was taken so long ago that it may be forgotten. Both its age and its number
   * must say so: an old one that never came is taken, and so is a new one with a low number, after
   * the journal was begun anew.
   */
  boolean longAgo(Connection c, BusEntry entry) throws SQLException {
    if (!entry.recordedAt().isBefore(limit())) {
      return false;
    }
    OptionalLong last = last(c);
    return last.isPresent() && entry.number() <= last.getAsLong();
  }

  private static OptionalLong last(Connection c) throws SQLException {
    try (PreparedStatement select =
            Sql.prepare(c, "SELECT last FROM incidents_sequence WHERE name = ?", TAKEN);
        ResultSet row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  /**
   * Forgets alerts that are older than the retention.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  int forgetAlerts(Connection c, int most) throws SQLException {
    return Sql.update(
        c,
        "DELETE FROM incidents_seen WHERE alert_id IN"
            + " (SELECT alert_id FROM incidents_seen WHERE seen_at < ? LIMIT ?)",
        Times.micros(limit()),
        most);
  }

  /** The same for pictures that wait. */
  int forgetPictures(Connection c, int most) throws SQLException {
    return Sql.update(
        c,
        "DELETE FROM incidents_waiting WHERE number IN"
            + " (SELECT number FROM incidents_waiting WHERE kept_at < ? LIMIT ?)",
        Times.micros(limit()),
        most);
  }

  /** Keeps a picture until its alert has an incident. */
  void keepWaiting(Connection c, long number, String alertId, String picture) throws SQLException {
    Sql.update(
        c,
        "INSERT INTO incidents_waiting (number, alert_id, picture, kept_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (number) DO NOTHING",
        number,
        alertId,
        picture,
        Times.micros(clock.instant()));
  }
}
