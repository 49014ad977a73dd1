package org.watchfloor.rtcc.plates.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

/** The history of reads: each as its documented JSON, with what it is searched by. Thread-safe. */
final class ReadTable {
  private final Tables tables;

  ReadTable(Tables tables) {
    this.tables = tables;
  }

  /** Adds all in one transaction; a read that is there already changes nothing. */
  void add(List<BusEntry> entries) {
    tables
        .store()
        .write(
            c -> {
              int added = insert(c, entries);
              try (PreparedStatement count =
                  c.prepareStatement(
                      "UPDATE plates_total SET amount = amount + ? WHERE what = 'reads'")) {
                count.setInt(1, added);
                return count.executeUpdate();
              }
            });
  }

  private static int insert(Connection c, List<BusEntry> entries) throws SQLException {
    int added = 0;
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_read (number, source_id, occurred_at, plate, signal)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING")) {
      for (BusEntry entry : entries) {
        if (entry instanceof SignalEntry signal
            && signal.signal().detail() instanceof PlateRead read) {
          insert.setLong(1, signal.number());
          insert.setString(2, signal.sourceId());
          insert.setLong(3, Times.micros(signal.signal().occurredAt()));
          insert.setString(4, PlateText.stored(read.plate()));
          insert.setString(5, Json.text(SignalJson.write(signal.signal())));
          added += insert.executeUpdate();
        }
      }
    }
    return added;
  }

  long count() {
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
  List<ReadRecord> search(ReadQuery query) {
    Store store = tables.store();
    PlateClause clause = PlateClause.of(query.plate(), store.dialect());
    return store.read(c -> search(c, query, clause));
  }

  private static List<ReadRecord> search(Connection c, ReadQuery query, PlateClause clause)
      throws SQLException {
    String sql =
        "SELECT number, source_id, signal FROM plates_read WHERE "
            + clause.sql()
            + " AND occurred_at >= ? AND occurred_at < ?"
            + " ORDER BY occurred_at DESC, number DESC LIMIT ?";
    try (PreparedStatement select = c.prepareStatement(sql)) {
      int at = 1;
      for (String value : clause.values()) {
        select.setString(at++, value);
      }
      select.setLong(at++, query.from().map(Times::micros).orElse(Long.MIN_VALUE));
      select.setLong(at++, query.to().map(Times::micros).orElse(Long.MAX_VALUE));
      select.setInt(at, query.limit());
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
