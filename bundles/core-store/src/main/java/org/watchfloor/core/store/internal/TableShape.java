package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.watchfloor.core.api.store.Store.Dialect;

/**
 * A table of a component and its columns, the same whichever engine it lies in.
 *
 * @param name of the table
 * @param columns by name
 * @param day the column that it is partitioned by; empty if it is not
 */
record TableShape(String name, List<Column> columns, String day) {
  /**
   * @param name of the column
   * @param kind what it holds
   */
  record Column(String name, Kind kind) {}

  /** What a column holds. */
  enum Kind {
    NUMBER,
    REAL,
    TEXT,
    BYTES;

    static Kind of(String type) {
      String word = type.toUpperCase(Locale.ROOT);
      if (word.contains("INT")) {
        return NUMBER;
      }
      if (word.contains("DOUBLE") || word.contains("REAL")) {
        return REAL;
      }
      return word.contains("BLOB") || word.contains("BYTEA") ? BYTES : TEXT;
    }
  }

  private static final String SQLITE =
      "SELECT m.name, c.name, c.type, '' FROM sqlite_master m JOIN pragma_table_info(m.name) c"
          + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  private static final String POSTGRESQL =
      "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),"
          + " COALESCE(pg_get_partkeydef(c.oid), '') FROM pg_class c"
          + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
          + " WHERE c.relnamespace = current_schema::regnamespace AND c.relkind IN ('r', 'p')"
          + " AND NOT c.relispartition";

  /** All but those of the store itself, by name. */
  static SortedMap<String, TableShape> all(Connection c, Dialect dialect) throws SQLException {
    Map<String, List<Column>> columns = new TreeMap<>();
    Map<String, String> days = new TreeMap<>();
    try (PreparedStatement select =
            c.prepareStatement(dialect == Dialect.SQLITE ? SQLITE : POSTGRESQL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String table = row.getString(1);
        if (!table.startsWith("store_")) {
          columns
              .computeIfAbsent(table, t -> new ArrayList<>())
              .add(new Column(row.getString(2), Kind.of(row.getString(3))));
          days.put(table, row.getString(4).replaceFirst("^RANGE \\((.*)\\)$", "$1"));
        }
      }
    }
    SortedMap<String, TableShape> tables = new TreeMap<>();
    columns.forEach((t, all) -> tables.put(t, of(t, all, days.getOrDefault(t, ""))));
    return tables;
  }

  static TableShape of(String name, List<Column> columns, String day) {
    return new TableShape(
        name, columns.stream().sorted(java.util.Comparator.comparing(Column::name)).toList(), day);
  }

  private String names() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  String select() {
    return "SELECT " + names() + " FROM " + name;
  }

  String insert() {
    String values = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO " + name + " (" + names() + ") VALUES (" + values + ")";
  }
}
