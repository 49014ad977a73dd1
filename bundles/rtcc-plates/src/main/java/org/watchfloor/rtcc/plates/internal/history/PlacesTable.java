package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Requests to see where a plate is often, and what was decided. Thread-safe. */
final class PlacesTable {
  private static final String COLUMNS =
      "id, plate, from_at, to_at, reason, case_number, asked_by, asked_at, state, decided_by,"
          + " decided_at";

  private final Tables tables;

  PlacesTable(Tables tables) {
    this.tables = tables;
  }

  void add(PlacesRequest request) {
    Store store = tables.store();
    store.write(c -> insert(c, request));
  }

  private static int insert(Connection c, PlacesRequest request) throws SQLException {
    PlacesRequest.Terms terms = request.terms();
    try (PreparedStatement insert =
        c.prepareStatement(
            "INSERT INTO plates_places ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, request.id());
      insert.setString(2, terms.plate());
      insert.setLong(3, Times.micros(terms.from()));
      insert.setLong(4, Times.micros(terms.to()));
      insert.setString(5, terms.why().reason());
      insert.setString(6, terms.why().caseNumber());
      insert.setString(7, request.askedBy());
      insert.setLong(8, Times.micros(request.askedAt()));
      insert.setString(9, request.state().name());
      insert.setString(10, request.decidedBy());
      insert.setLong(11, Times.micros(request.decidedAt()));
      return insert.executeUpdate();
    }
  }

  /**
   * @return false if it is not open any more
   */
  boolean decide(PlacesRequest decided) {
    return tables
        .store()
        .write(
            c -> {
              try (PreparedStatement update =
                  c.prepareStatement(
                      "UPDATE plates_places SET state = ?, decided_by = ?, decided_at = ?"
                          + " WHERE id = ? AND state = 'OPEN'")) {
                update.setString(1, decided.state().name());
                update.setString(2, decided.decidedBy());
                update.setLong(3, Times.micros(decided.decidedAt()));
                update.setString(4, decided.id());
                return update.executeUpdate() > 0;
              }
            });
  }

  Optional<PlacesRequest> get(String id) {
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select =
                  c.prepareStatement("SELECT " + COLUMNS + " FROM plates_places WHERE id = ?")) {
                select.setString(1, id);
                return read(select).stream().findFirst();
              }
            });
  }

  List<PlacesRequest> newest(int limit) {
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT "
                          + COLUMNS
                          + " FROM plates_places ORDER BY asked_at DESC, id LIMIT ?")) {
                select.setInt(1, limit);
                return read(select);
              }
            });
  }

  private static List<PlacesRequest> read(PreparedStatement select) throws SQLException {
    List<PlacesRequest> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        PlacesRequest.Terms terms =
            new PlacesRequest.Terms(
                row.getString(2),
                Times.instant(row.getLong(3)),
                Times.instant(row.getLong(4)),
                new LookUp(row.getString(5), row.getString(6)));
        found.add(
            new PlacesRequest(
                row.getString(1),
                terms,
                row.getString(7),
                Times.instant(row.getLong(8)),
                PlacesRequest.State.valueOf(row.getString(9)),
                row.getString(10),
                Times.instant(row.getLong(11))));
      }
    }
    return found;
  }
}
