package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.store.internal.TableShape.Column;

/**
 * Rows of any table, read and written in pieces. Everything is done in the caller's transaction.
 */
final class Rows {
  private static final int PIECE = 1_000;

  private Rows() {}

  /** What is done with each row. */
  interface Sink {
    void row(@Nullable Object[] values) throws SQLException, IOException;
  }

  /** Reads all of a table, and says what they amount to. */
  static Fingerprint read(Connection c, TableShape table, Sink sink)
      throws SQLException, IOException {
    Fingerprint print = new Fingerprint();
    try (PreparedStatement select = c.prepareStatement(table.select())) {
      select.setFetchSize(PIECE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          @Nullable Object[] values = new @Nullable Object[table.columns().size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i + 1, table.columns().get(i));
          }
          print.add(values);
          sink.row(values);
        }
      }
    }
    return print;
  }

  static Fingerprint print(Connection c, TableShape table) throws SQLException {
    try {
      return read(c, table, values -> {});
    } catch (IOException e) {
      throw new IllegalStateException("nothing was written", e);
    }
  }

  private static @Nullable Object value(ResultSet row, int at, Column column) throws SQLException {
    Object value =
        switch (column.kind()) {
          case NUMBER -> (Object) row.getLong(at);
          case REAL -> row.getDouble(at);
          case TEXT -> row.getString(at);
          case BYTES -> row.getBytes(at);
        };
    if (row.wasNull()) {
      return null;
    }
    return value instanceof String text ? NoNul.text(text) : value;
  }

  /** Writes rows into a table. Close it, or the last of them are not written. */
  static final class Writing implements Sink, AutoCloseable {
    private final PreparedStatement insert;
    private final TableShape table;
    private int waiting;

    Writing(Connection c, TableShape table) throws SQLException {
      this.insert = c.prepareStatement(table.insert());
      this.table = table;
    }

    @Override
    public void row(@Nullable Object[] values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          insert.setNull(i + 1, type(table.columns().get(i)));
        } else {
          insert.setObject(i + 1, values[i]);
        }
      }
      insert.addBatch();
      if (++waiting == PIECE) {
        insert.executeBatch();
        waiting = 0;
      }
    }

    private static int type(Column column) {
      return switch (column.kind()) {
        case NUMBER -> Types.BIGINT;
        case REAL -> Types.DOUBLE;
        case TEXT -> Types.VARCHAR;
        case BYTES -> Types.BINARY;
      };
    }

    void finish() throws SQLException {
      insert.executeBatch();
    }

    @Override
    public void close() throws SQLException {
      insert.close();
    }
  }

  /** The days that a table's rows fall into, as a time of each. */
  static List<Long> days(Connection c, TableShape table, String column) throws SQLException {
    List<Long> days = new ArrayList<>();
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT DISTINCT %1$s / 86400000000 FROM %2$s".formatted(column, table.name()));
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        days.add(row.getLong(1) * 86_400_000_000L);
      }
    }
    return days;
  }
}
