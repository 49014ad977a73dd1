package org.watchfloor.rtcc.plates.internal.history;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.index.Place;
import org.watchfloor.rtcc.plates.internal.index.PlatePattern;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.index.Sought;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/**
 * Finds reads: by the index, and those that only a hold keeps, and all while there is no index, in
 * their table a page at a time. Thread-safe. The store decides: what the index says is there is
 * read from it, and is no answer if it is gone.
 */
public final class ReadSearch {
  /** Rows in one piece of work, where not every row that is read is one that is wanted. */
  private static final int PAGE = 1_000;

  private static final String READS = "plates_read";
  private static final String HELD = "plates_held";

  /** Reads that the index finds for one question to the store. */
  private static final int LEAST = 50;

  private static final Comparator<ReadRecord> NEWEST =
      Comparator.comparingLong((ReadRecord record) -> Times.micros(record.occurredAt()))
          .thenComparingLong(ReadRecord::number)
          .reversed();

  private final Tables tables;
  private final ReadFinder finder;

  public ReadSearch(Tables tables, ReadFinder finder) {
    this.tables = tables;
    this.finder = finder;
  }

  /** Newest first; what only a hold keeps is among them. */
  public List<ReadRecord> search(ReadQuery query) {
    Map<Long, ReadRecord> found = new HashMap<>();
    PlateClause plate = PlateClause.of(query.plate());
    // In this order: a read is copied before it is deleted.
    List<ReadRecord> reads = finder.answer(() -> indexed(query), () -> search(READS, plate, query));
    reads.forEach(record -> found.put(record.number(), record));
    search(HELD, plate, query).forEach(record -> found.put(record.number(), record));
    return found.values().stream().sorted(NEWEST).limit(query.limit()).toList();
  }

  private List<ReadRecord> indexed(ReadQuery query) {
    Sought sought = sought(query);
    Narrowing narrowing = new Narrowing(query);
    List<ReadRecord> found = new ArrayList<>();
    int most = Math.max(LEAST, query.limit());
    Place after = Place.FIRST;
    int size = most;
    while (size == most && found.size() < query.limit()) {
      List<Sighting> page = finder.find(sought, after, most);
      size = page.size();
      if (size > 0) {
        after = Place.of(page.get(size - 1));
        stored(page).stream()
            .filter(record -> narrowing.passes(record) && fits(sought, record))
            .forEach(found::add);
      }
    }
    return found;
  }

  private Sought sought(ReadQuery query) {
    return new Sought(
        query.plate().isBlank()
            ? Optional.empty()
            : Optional.of(new PlatePattern(PlateText.pattern(query.plate()))),
        query.states(),
        query.makes(),
        query.colors(),
        query.cameras(),
        query.area(),
        Math.max(finder.limit(), query.from().map(Times::micros).orElse(Long.MIN_VALUE)),
        query.to().map(Times::micros).orElse(Long.MAX_VALUE));
  }

  private static boolean fits(Sought sought, ReadRecord record) {
    long time = Times.micros(record.occurredAt());
    return time >= sought.from()
        && time < sought.to()
        && (sought.plate().isEmpty()
            || sought.plate().get().matches(PlateText.stored(record.read().plate())));
  }

  /** Those that are in the store, newest first. */
  private List<ReadRecord> stored(List<Sighting> page) {
    return tables.store().read(c -> stored(c, page)).stream().sorted(NEWEST).toList();
  }

  private static List<ReadRecord> stored(Connection c, List<Sighting> page) throws SQLException {
    // With the time, of which PostgreSQL has a table for each day.
    String sql =
        "SELECT number, source_id, signal FROM plates_read WHERE number IN (?"
            + ", ?".repeat(page.size() - 1)
            + ") AND occurred_at >= ? AND occurred_at <= ?";
    try (PreparedStatement select = c.prepareStatement(sql)) {
      int at = 1;
      for (Sighting sighting : page) {
        select.setLong(at++, sighting.number());
      }
      select.setLong(at++, page.get(page.size() - 1).time());
      select.setLong(at, page.get(0).time());
      List<ReadRecord> records = new ArrayList<>(page.size());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          records.add(read(row.getLong(1), row.getString(2), row.getString(3)));
        }
      }
      return records;
    }
  }

  private List<ReadRecord> search(String table, PlateClause plate, ReadQuery query) {
    Store store = tables.store();
    Narrowing narrowing = new Narrowing(query);
    List<ReadRecord> found = new ArrayList<>();
    // SQLite has no figures of how many reads a plate has, and would rather read all of the time.
    boolean led = store.dialect() == Store.Dialect.SQLITE && plate.byPlate();
    String from = led ? table + " INDEXED BY " + table + "_plate" : table;
    Page page = Page.FIRST;
    while (page.more() && found.size() < query.limit()) {
      Page next = page;
      page = store.read(c -> page(c, from, plate, query, next, narrowing, found));
    }
    return found;
  }

  /** The row that a page of rows comes after, by time and number. */
  private record Page(long time, long number) {
    static final Page FIRST = new Page(Long.MAX_VALUE, Long.MAX_VALUE);
    static final Page END = new Page(Long.MIN_VALUE, 0);

    boolean more() {
      return time != Long.MIN_VALUE;
    }
  }

  private static Page page(
      Connection c,
      String from,
      PlateClause plate,
      ReadQuery query,
      Page page,
      Narrowing narrowing,
      List<ReadRecord> found)
      throws SQLException {
    String sql =
        "SELECT number, source_id, signal, occurred_at FROM "
            + from
            + " WHERE "
            + plate.sql()
            + narrowing.sql()
            + " AND occurred_at >= ? AND occurred_at < ?"
            + " AND (occurred_at < ? OR occurred_at = ? AND number < ?)"
            + " ORDER BY occurred_at DESC, number DESC LIMIT ?";
    int rows = narrowing.any() ? PAGE : query.limit();
    try (PreparedStatement select = c.prepareStatement(sql)) {
      int at = narrowing.set(select, plate.set(select, 1));
      long to = query.to().map(Times::micros).orElse(Long.MAX_VALUE);
      select.setLong(at++, query.from().map(Times::micros).orElse(Long.MIN_VALUE));
      select.setLong(at++, page.time() == Long.MAX_VALUE ? to : Math.min(to, page.time() + 1));
      select.setLong(at++, page.time());
      select.setLong(at++, page.time());
      select.setLong(at++, page.number());
      select.setInt(at, rows);
      return take(select, rows, query.limit(), narrowing, found);
    }
  }

  private static Page take(
      PreparedStatement select, int most, int limit, Narrowing narrowing, List<ReadRecord> found)
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
    return rows == most ? last : Page.END;
  }

  /** A row's signal as a record. */
  static ReadRecord read(long number, String sourceId, String json) {
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
