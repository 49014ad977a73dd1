package org.watchfloor.rtcc.signals.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.signals.SignalQuery;
import org.watchfloor.rtcc.api.signals.SignalRecord;

/** Reads the history. Thread-safe. */
final class SignalSearch {
  private static final String COLUMNS =
      "SELECT number, source_id, received_at, summary, signal FROM signals_signal WHERE ";

  /** Rows that a driver brings at once, where it would otherwise bring all. */
  private static final int FETCH = 1_000;

  private final Tables tables;

  SignalSearch(Tables tables) {
    this.tables = tables;
  }

  /**
   * Newest first.
   *
   * @throws IllegalArgumentException naming the part of the query that is wrong
   */
  List<SignalRecord> find(SignalQuery query) {
    Store store = tables.store();
    Clause clause = Clause.of(query, store.dialect());
    return store.read(c -> find(c, query, clause));
  }

  private static List<SignalRecord> find(Connection c, SignalQuery query, Clause clause)
      throws SQLException {
    // within a circle it is not known beforehand how many of the box are wanted
    boolean circle = query.near().isPresent();
    String limit = circle ? "" : " LIMIT " + query.limit();
    try (PreparedStatement select =
        c.prepareStatement(COLUMNS + clause.sql() + " ORDER BY number DESC" + limit)) {
      select.setFetchSize(FETCH);
      int at = 1;
      for (Object value : clause.values()) {
        select.setObject(at++, value);
      }
      List<SignalRecord> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (found.size() < query.limit() && row.next()) {
          SignalRecord record = record(row);
          if (!circle || within(record.signal(), query)) {
            found.add(record);
          }
        }
      }
      return found;
    }
  }

  private static boolean within(Signal signal, SignalQuery query) {
    return signal.location().isPresent()
        && query.near().isPresent()
        && query.near().get().metresTo(signal.location().get()) <= query.metres();
  }

  Optional<SignalRecord> get(long number) {
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select = c.prepareStatement(COLUMNS + "number = ?")) {
                select.setLong(1, number);
                try (ResultSet row = select.executeQuery()) {
                  return row.next() ? Optional.of(record(row)) : Optional.empty();
                }
              }
            });
  }

  private static SignalRecord record(ResultSet row) throws SQLException {
    long number = row.getLong(1);
    try {
      byte[] json = row.getString(5).getBytes(StandardCharsets.UTF_8);
      return new SignalRecord(
          number,
          row.getString(2),
          Times.instant(row.getLong(3)),
          row.getString(4),
          SignalJson.read(Json.parse(json)));
    } catch (JsonFault e) {
      throw new StoreException("signal " + number + " of the history: " + e.getMessage(), e);
    }
  }
}
