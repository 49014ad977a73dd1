package org.watchfloor.rtcc.plates.internal.history;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Captured;
import org.watchfloor.rtcc.plates.internal.tables.Expiry;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * The history of reads: each as its documented JSON, with what it is searched by, for as long as it
 * may be kept. Thread-safe.
 */
public final class ReadTable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadTable.class);

  /** Rows read at a time, where what they are narrowed by is no column. */
  private static final int PAGE = 1_000;

  /** Numbers in one statement. */
  private static final int IN = 200;

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

  private long limit() {
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
  public long dropOld() {
    tables.store();
    return tables.days().dropBefore(limit(), (c, rows) -> count(c, Math.toIntExact(-rows)));
  }

  /**
   * Deletes reads that are over, in one transaction; where they lie by day, those of no day.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  public int deleteOld(int most) {
    long limit = limit();
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
            "INSERT INTO plates_read (number, source_id, occurred_at, plate, signal, recorded_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
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
    insert.addBatch();
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

  /** Newest first. */
  public List<ReadRecord> search(ReadQuery query) {
    Store store = tables.store();
    Narrowing narrowing = new Narrowing(query);
    List<ReadRecord> found = new ArrayList<>();
    Page page = new Page(Long.MAX_VALUE, Long.MAX_VALUE);
    while (page.more() && found.size() < query.limit()) {
      Page next = page;
      page = store.read(c -> page(c, query, next, narrowing, found));
    }
    return found;
  }

  /** What a page of rows begins before; time 0 of the first number for the end. */
  private record Page(long time, long number) {
    static final Page END = new Page(Long.MIN_VALUE, 0);

    boolean more() {
      return time != Long.MIN_VALUE;
    }
  }

  private static Page page(
      Connection c, ReadQuery query, Page page, Narrowing narrowing, List<ReadRecord> found)
      throws SQLException {
    PlateClause clause = PlateClause.of(query.plate());
    String sql =
        "SELECT number, source_id, signal, occurred_at FROM plates_read WHERE "
            + clause.sql()
            + " AND occurred_at >= ? AND occurred_at < ?"
            + " AND (occurred_at < ? OR occurred_at = ? AND number < ?)"
            + " ORDER BY occurred_at DESC, number DESC LIMIT ?";
    try (PreparedStatement select = c.prepareStatement(sql)) {
      int at = 1;
      for (String value : clause.values()) {
        select.setString(at++, value);
      }
      long to = query.to().map(Times::micros).orElse(Long.MAX_VALUE);
      select.setLong(at++, query.from().map(Times::micros).orElse(Long.MIN_VALUE));
      select.setLong(at++, page.time() == Long.MAX_VALUE ? to : Math.min(to, page.time() + 1));
      select.setLong(at++, page.time());
      select.setLong(at++, page.time());
      select.setLong(at++, page.number());
      select.setInt(at, PAGE);
      return take(select, query.limit(), narrowing, found);
    }
  }

  private static Page take(
      PreparedStatement select, int limit, Narrowing narrowing, List<ReadRecord> found)
      throws SQLException {
    Page last = Page.END;
    int rows = 0;
    try (ResultSet row = select.executeQuery()) {
      while (found.size() < limit && row.next()) {
        rows++;
        ReadRecord record = read(row.getLong(1), row.getString(2), row.getString(3));
        last = new Page(row.getLong(4), record.number());
        if (narrowing.passes(record)) {
          found.add(record);
        }
      }
    }
    return rows == PAGE ? last : Page.END;
  }

  /** Reads by their numbers; those that are gone are left out. In no order. */
  List<ReadRecord> byNumbers(List<Long> numbers) {
    Store store = tables.store();
    List<ReadRecord> found = new ArrayList<>();
    for (int from = 0; from < numbers.size(); from += IN) {
      List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + IN));
      found.addAll(store.read(c -> byNumbers(c, some)));
    }
    return found;
  }

  private static List<ReadRecord> byNumbers(Connection c, List<Long> numbers) throws SQLException {
    String sql =
        "SELECT number, source_id, signal FROM plates_read WHERE number IN (?"
            + ", ?".repeat(numbers.size() - 1)
            + ")";
    try (PreparedStatement select = c.prepareStatement(sql)) {
      for (int i = 0; i < numbers.size(); i++) {
        select.setLong(i + 1, numbers.get(i));
      }
      List<ReadRecord> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(read(row.getLong(1), row.getString(2), row.getString(3)));
        }
      }
      return found;
    }
  }

  private static ReadRecord read(long number, String sourceId, String json) {
    try {
      Signal signal = SignalJson.read(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
      if (signal.detail() instanceof PlateRead read) {
        return new ReadRecord(
            number,
            sourceId,
            signal.occurredAt(),
            signal.device(),
            signal.location(),
            read,
            signal.media());
      }
      throw new StoreException("read " + number + " of the history is no plate read");
    } catch (JsonFault e) {
      throw new StoreException("read " + number + " of the history: " + e.getMessage(), e);
    }
  }
}
