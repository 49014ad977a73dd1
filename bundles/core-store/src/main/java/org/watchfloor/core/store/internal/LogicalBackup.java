package org.watchfloor.core.store.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.store.internal.TableShape.Column;

/**
 * What PostgreSQL holds as files: {@code manifest.json} with the migrations and the shape, count
 * and checksum of each table, and its rows as JSON arrays, a line each, in {@code
 * <table>.jsonl.gz}. Everything is done in the caller's transaction. Immutable.
 */
final class LogicalBackup {
  static final String MANIFEST = "manifest.json";
  private static final int FORMAT = 1;

  private final Clock clock;

  LogicalBackup(Clock clock) {
    this.clock = clock;
  }

  /** What each table amounts to. */
  static Map<String, String> figures(Connection c, Dialect dialect) throws SQLException {
    Map<String, String> figures = new TreeMap<>();
    for (TableShape table : TableShape.all(c, dialect).values()) {
      figures.put(table.name(), Rows.print(c, table).text());
    }
    return figures;
  }

  /** The transaction must see one state from its beginning to its end. */
  Map<String, String> write(Connection c, Path directory) throws SQLException, IOException {
    ObjectNode manifest = Json.object().put("format", FORMAT);
    manifest.set("migrations", migrations(c));
    ArrayNode tables = manifest.putArray("tables");
    Map<String, String> figures = new TreeMap<>();
    for (TableShape table : TableShape.all(c, Dialect.POSTGRESQL).values()) {
      Fingerprint print = write(c, table, directory.resolve(table.name() + ".jsonl.gz"));
      ObjectNode node = tables.addObject().put("name", table.name()).put("day", table.day());
      ObjectNode columns = node.putObject("columns");
      table.columns().forEach(column -> columns.put(column.name(), column.kind().name()));
      node.put("figure", print.text());
      figures.put(table.name(), print.text());
    }
    Files.write(directory.resolve(MANIFEST), Json.bytes(manifest));
    return figures;
  }

  private static ArrayNode migrations(Connection c) throws SQLException {
    ArrayNode all = Json.array();
    try (PreparedStatement select =
            c.prepareStatement(
                "SELECT component, version, description, checksum, applied_at, statements"
                    + " FROM store_migration ORDER BY applied_at, component, version");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ArrayNode one = all.addArray().add(row.getString(1)).add(row.getInt(2));
        one.add(row.getString(3)).add(row.getString(4)).add(row.getString(5));
        one.add(row.getString(6));
      }
    }
    return all;
  }

  private static Fingerprint write(Connection c, TableShape table, Path file)
      throws SQLException, IOException {
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      return Rows.read(
          c,
          table,
          values -> {
            out.write(line(values));
            out.write('\n');
          });
    }
  }

  private static String line(@Nullable Object[] values) {
    ArrayNode line = Json.array();
    for (Object value : values) {
      if (value instanceof Long number) {
        line.add(number);
      } else if (value instanceof Double number) {
        line.add(number);
      } else if (value instanceof byte[] bytes) {
        line.add(Base64.getEncoder().encodeToString(bytes));
      } else if (value instanceof String text) {
        line.add(text);
      } else {
        line.addNull();
      }
    }
    return Json.text(line);
  }

  /**
   * Puts all back into an empty database.
   *
   * @throws StoreException if it is not empty, or not the same afterwards
   */
  void read(Connection c, Path directory) throws SQLException, IOException {
    JsonNode manifest = parse(Files.readAllBytes(directory.resolve(MANIFEST)));
    if (manifest.path("format").asInt() != FORMAT) {
      throw new StoreException(
          directory + " is of another format than " + FORMAT + "; start the newer program");
    }
    if (!TableShape.all(c, Dialect.POSTGRESQL).isEmpty()) {
      throw new StoreException(
          "%s is to be restored, but the database is not empty: name an empty one, or delete %s"
              .formatted(directory, directory));
    }
    for (JsonNode migration : manifest.path("migrations")) {
      apply(c, migration);
    }
    for (JsonNode node : manifest.path("tables")) {
      TableShape table = shape(node);
      read(c, table, directory.resolve(table.name() + ".jsonl.gz"), node.path("figure").asText());
    }
  }

  private static void apply(Connection c, JsonNode migration) throws SQLException {
    try (Statement statement = c.createStatement();
        PreparedStatement insert =
            c.prepareStatement(
                "INSERT INTO store_migration (component, version, description, checksum,"
                    + " applied_at, statements) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (JsonNode sql : parse(migration.path(5).asText().getBytes(StandardCharsets.UTF_8))) {
        statement.execute(sql.asText());
      }
      insert.setString(1, migration.path(0).asText());
      insert.setInt(2, migration.path(1).asInt());
      for (int i = 2; i < 6; i++) {
        insert.setString(i + 1, migration.path(i).asText());
      }
      insert.executeUpdate();
    }
  }

  private static TableShape shape(JsonNode node) {
    List<Column> columns = new ArrayList<>();
    node.path("columns")
        .fields()
        .forEachRemaining(
            entry ->
                columns.add(
                    new Column(
                        entry.getKey(), TableShape.Kind.valueOf(entry.getValue().asText()))));
    return TableShape.of(node.path("name").asText(), columns, node.path("day").asText());
  }

  private void read(Connection c, TableShape table, Path file, String figure)
      throws SQLException, IOException {
    StoreCopy.clear(c, table);
    if (!table.day().isEmpty()) {
      new StoreCopy(clock).days(c, table, days(table, file));
    }
    try (BufferedReader in = reader(file);
        Rows.Writing writing = new Rows.Writing(c, table)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        writing.row(values(line, table));
      }
      writing.finish();
    }
    String now = Rows.print(c, table).text();
    if (!now.equals(figure)) {
      throw new StoreException(
          "table %s of %s was %s and is %s when restored: take another backup"
              .formatted(table.name(), file, figure, now));
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  private static List<Long> days(TableShape table, Path file) throws IOException {
    int at = table.columns().stream().map(Column::name).toList().indexOf(table.day());
    try (BufferedReader in = reader(file)) {
      return in.lines()
          .map(line -> parse(line.getBytes(StandardCharsets.UTF_8)).path(at).asLong())
          .map(time -> Math.floorDiv(time, 86_400_000_000L) * 86_400_000_000L)
          .distinct()
          .toList();
    }
  }

  private static @Nullable Object[] values(String line, TableShape table) {
    JsonNode node = parse(line.getBytes(StandardCharsets.UTF_8));
    @Nullable Object[] values = new @Nullable Object[table.columns().size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.path(i);
      if (!value.isNull()) {
        values[i] =
            switch (table.columns().get(i).kind()) {
              case NUMBER -> (Object) value.asLong();
              case REAL -> value.asDouble();
              case TEXT -> value.asText();
              case BYTES -> Base64.getDecoder().decode(value.asText());
            };
      }
    }
    return values;
  }

  private static JsonNode parse(byte[] json) {
    try {
      return Json.parse(json);
    } catch (JsonFault e) {
      throw new StoreException("the backup is damaged: " + e.getMessage(), e);
    }
  }
}
