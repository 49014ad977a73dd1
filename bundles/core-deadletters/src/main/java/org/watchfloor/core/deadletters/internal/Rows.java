package org.watchfloor.core.deadletters.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetter.Replay;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** Letters as rows. Times are microseconds since 1970. */
final class Rows {
  /** Everything but the body. */
  static final String HEAD =
      "number, source_id, received_at, length, field, reason, replay_at, replay_by, replay_taken,"
          + " replay_outcome, content_type, headers";

  private static final String INSERT =
      "INSERT INTO deadletters_letter (number, source_id, received_at, weight, length, field,"
          + " reason, content_type, headers, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final byte[] NO_BODY = {};

  private Rows() {}

  static void insert(Connection connection, long number, DeadLetter letter) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, number);
      insert.setString(2, letter.sourceId());
      insert.setLong(3, micros(letter.receivedAt()));
      insert.setLong(4, Letters.weight(letter));
      insert.setInt(5, letter.length());
      insert.setString(6, letter.field());
      insert.setString(7, letter.reason());
      insert.setString(8, letter.contentType());
      insert.setString(9, json(letter.headers()));
      insert.setBytes(10, letter.body());
      insert.executeUpdate();
    }
  }

  /**
   * @param withBody whether the row has a column {@code body}
   */
  static DeadLetter read(ResultSet row, boolean withBody) throws SQLException {
    byte[] body = withBody ? row.getBytes("body") : NO_BODY;
    return new DeadLetter(
        row.getLong("number"),
        row.getString("source_id"),
        instant(row.getLong("received_at")),
        row.getString("content_type"),
        headers(row.getString("headers")),
        // the driver gives null for no bytes
        body == null ? NO_BODY : body,
        row.getInt("length"),
        row.getString("field"),
        row.getString("reason"),
        replay(row));
  }

  private static Optional<Replay> replay(ResultSet row) throws SQLException {
    long at = row.getLong("replay_at");
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Replay(
            instant(at),
            row.getString("replay_by"),
            row.getInt("replay_taken") != 0,
            row.getString("replay_outcome")));
  }

  private static String json(Map<String, String> headers) {
    ObjectNode node = Json.object();
    headers.forEach(node::put);
    return Json.text(node);
  }

  private static Map<String, String> headers(String json) throws SQLException {
    try {
      JsonFields fields = JsonFields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)), "");
      Map<String, String> headers = new TreeMap<>();
      for (String name : fields.names()) {
        headers.put(name, fields.text(name));
      }
      return headers;
    } catch (JsonFault e) {
      throw new SQLException("the headers of a letter are damaged: " + e.getMessage(), e);
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
