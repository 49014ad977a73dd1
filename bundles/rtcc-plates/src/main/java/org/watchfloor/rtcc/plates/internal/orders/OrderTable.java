package org.watchfloor.rtcc.plates.internal.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.OrderHours;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Protection orders in the store. Thread-safe. Made at first use, as the other tables are. */
final class OrderTable {
  private static final Migration FIRST =
      new Migration(
          1,
          "protection orders",
          List.of(
              "CREATE TABLE plates_order (id VARCHAR(64) NOT NULL PRIMARY KEY,"
                  + " plate VARCHAR(16) NOT NULL, list VARCHAR(64) NOT NULL,"
                  + " case_number VARCHAR(64) NOT NULL, address TEXT NOT NULL,"
                  + " latitude DOUBLE PRECISION NOT NULL, longitude DOUBLE PRECISION NOT NULL,"
                  + " metres INTEGER NOT NULL, days INTEGER NOT NULL,"
                  + " from_second INTEGER NOT NULL, to_second INTEGER NOT NULL,"
                  + " zone VARCHAR(64) NOT NULL, valid_until BIGINT,"
                  + " shown_to VARCHAR(16) NOT NULL, written_at BIGINT NOT NULL,"
                  + " written_by VARCHAR(200) NOT NULL)"));

  private static final String COLUMNS =
      "id, plate, list, case_number, address, latitude, longitude, metres, days, from_second,"
          + " to_second, zone, valid_until, shown_to, written_at, written_by";

  private final Store store;
  private boolean migrated;

  OrderTable(Store store) {
    this.store = store;
  }

  private synchronized Store store() {
    if (!migrated) {
      store.migrate("plates-orders", List.of(FIRST));
      migrated = true;
    }
    return store;
  }

  List<StoredOrder> all() {
    return store()
        .read(
            c -> {
              List<StoredOrder> orders = new ArrayList<>();
              try (PreparedStatement select =
                      c.prepareStatement(
                          "SELECT " + COLUMNS + " FROM plates_order ORDER BY written_at, id");
                  ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  orders.add(order(row));
                }
              }
              return orders;
            });
  }

  /** Adds an order, or puts it in the place of the one of its id. */
  void put(StoredOrder order) {
    store()
        .write(
            c -> {
              delete(c, order.order().id());
              try (PreparedStatement insert =
                  c.prepareStatement(
                      "INSERT INTO plates_order ("
                          + COLUMNS
                          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                fill(insert, order);
                return insert.executeUpdate();
              }
            });
  }

  /** False if there was none. */
  boolean remove(String id) {
    return store().write(c -> delete(c, id)) > 0;
  }

  private static int delete(Connection connection, String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM plates_order WHERE id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate();
    }
  }

  private static void fill(PreparedStatement insert, StoredOrder order) throws SQLException {
    OrderDraft draft = order.draft();
    ProtectedPlace place = draft.place();
    OrderHours hours = draft.hours();
    insert.setString(1, order.order().id());
    insert.setString(2, draft.plate());
    insert.setString(3, draft.list());
    insert.setString(4, draft.caseNumber());
    insert.setString(5, place.address());
    insert.setDouble(6, place.point().latitude());
    insert.setDouble(7, place.point().longitude());
    insert.setInt(8, place.metres());
    insert.setInt(9, bits(hours.days()));
    insert.setInt(10, hours.from().toSecondOfDay());
    insert.setInt(11, hours.to().toSecondOfDay());
    insert.setString(12, hours.zone().getId());
    if (draft.validUntil().isPresent()) {
      insert.setLong(13, Times.micros(draft.validUntil().get()));
    } else {
      insert.setNull(13, Types.BIGINT);
    }
    insert.setString(14, draft.shownTo().word());
    insert.setLong(15, Times.micros(order.order().writtenAt()));
    insert.setString(16, order.order().writtenBy());
  }

  private static StoredOrder order(ResultSet row) throws SQLException {
    ProtectedPlace place =
        new ProtectedPlace(
            row.getString(5), GeoPoint.of(row.getDouble(6), row.getDouble(7)), row.getInt(8));
    OrderHours hours =
        new OrderHours(
            days(row.getInt(9)),
            LocalTime.ofSecondOfDay(row.getInt(10)),
            LocalTime.ofSecondOfDay(row.getInt(11)),
            ZoneId.of(row.getString(12)));
    long until = row.getLong(13);
    Optional<Instant> validUntil =
        row.wasNull() ? Optional.empty() : Optional.of(Times.instant(until));
    OrderDraft draft =
        new OrderDraft(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            place,
            hours,
            validUntil,
            Role.ofWord(row.getString(14)));
    return new StoredOrder(
        row.getString(1), draft, Times.instant(row.getLong(15)), row.getString(16));
  }

  /** Bit 0 is Monday. */
  private static int bits(Set<DayOfWeek> days) {
    return days.stream().mapToInt(day -> 1 << day.ordinal()).sum();
  }

  private static Set<DayOfWeek> days(int bits) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if ((bits & 1 << day.ordinal()) != 0) {
        days.add(day);
      }
    }
    return days;
  }
}
