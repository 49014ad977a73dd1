package org.watchfloor.rtcc.signals.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Signal;

/** Writes and deletes the history. Thread-safe. */
final class SignalTable {
  /** Plate reads have a history of their own, which takes a reason; signs of life have none. */
  private static final Set<String> LEFT_OUT =
      Set.of(Kind.PLATE_READ.name(), Kind.DEVICE_HEARTBEAT.name());

  private static final String INSERT =
      "INSERT INTO signals_signal (number, source_id, kind, severity, occurred_at, received_at,"
          + " device, latitude, longitude, summary, words, fields, signal)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private final Tables tables;
  private final Retention retention;
  private final Clock clock;
  private final Descriptors descriptors;

  SignalTable(Tables tables, Retention retention, Clock clock, Descriptors descriptors) {
    this.tables = tables;
    this.retention = retention;
    this.clock = clock;
    this.descriptors = descriptors;
  }

  Retention retention() {
    return retention;
  }

  /**
   * Adds all in one transaction; a signal that is there already changes nothing, and one that is
   * over is left out, so that a delivery again does not bring back what was deleted.
   */
  void add(List<BusEntry> entries) {
    long limit = limit();
    List<SignalEntry> ours =
        entries.stream()
            .filter(SignalEntry.class::isInstance)
            .map(SignalEntry.class::cast)
            .filter(entry -> !LEFT_OUT.contains(entry.kind()))
            .filter(entry -> Times.micros(entry.recordedAt()) >= limit)
            .toList();
    if (ours.isEmpty()) {
      return;
    }
    Map<String, KindDescriptor> kinds = descriptors.known();
    Store store = tables.store();
    tables
        .days()
        .prepare(
            ours.stream().map(entry -> Times.micros(entry.recordedAt())).toList(), clock.instant());
    store.write(c -> insert(c, ours, kinds));
  }

  private long limit() {
    return tables.days().limit(retention.limit(clock.instant()));
  }

  private static int insert(Connection c, List<SignalEntry> ours, Map<String, KindDescriptor> kinds)
      throws SQLException {
    try (PreparedStatement insert = c.prepareStatement(INSERT)) {
      for (SignalEntry entry : ours) {
        bind(insert, entry, Line.of(entry.signal(), kinds.get(entry.kind())));
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  private static void bind(PreparedStatement insert, SignalEntry entry, Line line)
      throws SQLException {
    Signal signal = entry.signal();
    insert.setLong(1, entry.number());
    insert.setString(2, entry.sourceId());
    insert.setString(3, entry.kind());
    insert.setInt(4, signal.severity().ordinal());
    insert.setLong(5, Times.micros(signal.occurredAt()));
    insert.setLong(6, Times.micros(entry.recordedAt()));
    insert.setString(7, signal.device().replace('\0', ' '));
    place(insert, signal.location());
    insert.setString(10, line.summary());
    insert.setString(11, line.words());
    insert.setString(12, line.fields());
    insert.setString(13, Json.text(SignalJson.write(signal)));
  }

  private static void place(PreparedStatement insert, Optional<GeoPoint> place)
      throws SQLException {
    if (place.isPresent()) {
      insert.setDouble(8, place.get().latitude());
      insert.setDouble(9, place.get().longitude());
    } else {
      insert.setNull(8, Types.DOUBLE);
      insert.setNull(9, Types.DOUBLE);
    }
  }

  /**
   * Deletes signals that were received too long ago, in one transaction.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  int deleteOld(int most) {
    Store store = tables.store();
    String table = tables.days().rest();
    long limit = limit();
    return store.write(c -> delete(c, table, "received_at < ?", limit, most));
  }

  /** Drops the days that are over, where signals lie by day. */
  long dropOld() {
    tables.store();
    return tables.days().dropBefore(limit(), (c, rows) -> {});
  }

  /**
   * Deletes the oldest of more signals than are kept, in one transaction.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  int deleteExcess(int most) {
    if (retention.signals() == 0) {
      return 0;
    }
    // The newest that is one too many: everything up to it goes.
    String excess =
        "number <= (SELECT number FROM signals_signal ORDER BY number DESC LIMIT 1 OFFSET ?)";
    return tables
        .store()
        .write(c -> delete(c, "signals_signal", excess, retention.signals(), most));
  }

  private static int delete(Connection c, String table, String which, long value, int most)
      throws SQLException {
    // A subquery, because neither SQLite as it is built nor PostgreSQL has DELETE with LIMIT.
    String sql =
        "DELETE FROM %1$s WHERE number IN (SELECT number FROM %1$s WHERE %2$s LIMIT ?)"
            .formatted(table, which);
    try (PreparedStatement delete = c.prepareStatement(sql)) {
      delete.setLong(1, value);
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }
}
