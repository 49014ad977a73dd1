package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Captured;
import org.watchfloor.rtcc.plates.internal.tables.Expiry;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * The history of reads: each as its documented JSON, with what it is searched by, for as long as it
 * may be kept. Thread-safe.
 */
public final class ReadTable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadTable.class);

  private final Tables tables;
  private final Retention retention;
  private final Clock clock;

  /** Those whose clock was complained of. */
  private final Set<String> late = ConcurrentHashMap.newKeySet();

  public ReadTable(Tables tables, Retention retention, Clock clock) {
    this.tables = tables;
    this.retention = retention;
    this.clock = clock;
  }

  public Retention retention() {
    return retention;
  }

  /**
   * Adds all in one transaction; a read that is there already changes nothing, and one that is over
   * is left out, so that a delivery again does not bring back what was deleted.
   */
  public void add(List<BusEntry> entries) {
    Store store = tables.store();
    long limit = limit();
    tables.days().prepare(times(entries, limit), clock.instant());
    store.write(c -> count(c, insert(c, entries, limit)));
  }

  /** The time, in microseconds, of before which reads are over now. */
  public long limit() {
    return tables.days().limit(retention.limit(clock.instant()));
  }

  private static List<Long> times(List<BusEntry> entries, long limit) {
    return entries.stream()
        .filter(SignalEntry.class::isInstance)
        .map(entry -> captured((SignalEntry) entry))
        .filter(captured -> !captured.before(limit))
        .map(Captured::occurredAt)
        .toList();
  }

  private static Captured captured(SignalEntry entry) {
    return Captured.of(entry.signal().occurredAt(), entry.recordedAt());
  }

  /** Drops the days that are over, where reads lie by day. */
  public long dropOld(long limit) {
    tables.store();
    return tables.days().dropBefore(limit, (c, rows) -> count(c, Math.toIntExact(-rows)));
  }

  /**
   * Deletes reads that are over, in one transaction; where they lie by day, those of no day.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  public int deleteOld(long limit, int most) {
    Store store = tables.store();
    Expiry expiry = new Expiry(tables.days().rest(), "number");
    return store.write(c -> -count(c, -expiry.delete(c, limit, most)));
  }

  private static int count(Connection c, int more) throws SQLException {
    try (PreparedStatement count =
        c.prepareStatement("UPDATE plates_total SET amount = amount + ? WHERE what = 'reads'")) {
      count.setInt(1, more);
      count.executeUpdate();
      return more;
    }
  }

  private int insert(Connection c, List<BusEntry> entries, long limit) throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_read (number, source_id, occurred_at, plate, signal, recorded_at,"
                + " device, region, make, color, latitude, longitude)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (BusEntry entry : entries) {
        if (entry instanceof SignalEntry signal
            && signal.signal().detail() instanceof PlateRead read) {
          batch(insert, signal, read, limit);
        }
      }
      return IntStream.of(insert.executeBatch()).sum();
    }
  }

  private void batch(PreparedStatement insert, SignalEntry entry, PlateRead read, long limit)
      throws SQLException {
    Captured captured = captured(entry);
    if (captured.before(limit)) {
      tellOnce(entry);
      return;
    }
    insert.setLong(1, entry.number());
    insert.setString(2, entry.sourceId());
    insert.setLong(3, captured.occurredAt());
    insert.setString(4, PlateText.stored(read.plate()));
    insert.setString(5, Json.text(SignalJson.write(entry.signal())));
    captured.setRecordedAt(insert, 6);
    narrowed(insert, entry.signal(), read);
    insert.addBatch();
  }

  private static void narrowed(PreparedStatement insert, Signal signal, PlateRead read)
      throws SQLException {
    insert.setString(7, signal.device());
    insert.setString(8, Narrowing.lower(read.region()));
    insert.setString(9, Narrowing.lower(read.make()));
    insert.setString(10, Narrowing.lower(read.color()));
    if (signal.location().isPresent()) {
      insert.setDouble(11, signal.location().get().latitude());
      insert.setDouble(12, signal.location().get().longitude());
    } else {
      insert.setNull(11, Types.DOUBLE);
      insert.setNull(12, Types.DOUBLE);
    }
  }

  /** A device whose clock is years behind has no history at all, and nobody would know why. */
  private void tellOnce(SignalEntry entry) {
    if (late.add(entry.sourceId())) {
      LOG.warn(
          "Read {} of {} is dated {}, more than {} days ago: it and others like it are not in the"
              + " history. If it is not a late delivery, set the clock of {}",
          entry.number(),
          entry.sourceId(),
          entry.signal().occurredAt(),
          retention.days(),
          entry.signal().device());
    }
  }

  public long count() {
    return tables
        .store()
        .read(
            c -> {
              try (Statement statement = c.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "SELECT amount FROM plates_total WHERE what = 'reads'")) {
                return row.next() ? row.getLong(1) : 0L;
              }
            });
  }
}
