package org.watchfloor.core.audit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/** Records as JSON fields, and lines of JSON as entries. */
final class EntryCodec {
  /** A record that is larger is refused: it would hide others and no screen could show it. */
  static final int MAX_RECORD = 256 << 10;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EntryCodec() {}

  /**
   * The fields of a record, without braces.
   *
   * @throws IllegalArgumentException if they are more than {@link #MAX_RECORD} bytes
   */
  static byte[] encode(AuditRecord record) {
    ObjectNode node = Json.object();
    node.put("actor", clean(record.actor()));
    node.put("origin", clean(record.origin()));
    node.put("action", clean(record.action()));
    node.put("object", clean(record.object()));
    node.put("outcome", Json.word(record.outcome()));
    node.put("reason", clean(record.reason()));
    ObjectNode facts = node.putObject("facts");
    record.facts().forEach((name, fact) -> facts.put(clean(name), clean(fact)));
    byte[] json = Json.bytes(node);
    if (json.length > MAX_RECORD) {
      throw new IllegalArgumentException(
          "audit record of %s: %d bytes, at most %d are kept"
              .formatted(record.action(), json.length, MAX_RECORD));
    }
    return Arrays.copyOfRange(json, 1, json.length - 1);
  }

  /** Half a surrogate pair cannot be written; it must not make an act impossible to record. */
  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** The fields of an entry between number and prev. */
  static byte[] body(Instant at, byte[] encoded) {
    byte[] time = ("\"at\":\"" + MILLIS.format(at) + "\",").getBytes(StandardCharsets.US_ASCII);
    byte[] body = Arrays.copyOf(time, time.length + encoded.length);
    System.arraycopy(encoded, 0, body, time.length, encoded.length);
    return body;
  }

  /** Empty if the line is no entry. Does not check the hash. */
  static Optional<AuditEntry> decode(byte[] line) {
    try {
      JsonNode node = Json.parse(line);
      Map<String, String> facts = new LinkedHashMap<>();
      node.path("facts")
          .fields()
          .forEachRemaining(f -> facts.put(f.getKey(), f.getValue().asText()));
      AuditRecord record =
          new AuditRecord(
              text(node, "actor"),
              text(node, "origin"),
              text(node, "action"),
              text(node, "object"),
              Outcome.valueOf(text(node, "outcome").toUpperCase(Locale.ROOT)),
              text(node, "reason"),
              facts);
      return Optional.of(
          new AuditEntry(
              node.path("number").asLong(),
              Instant.parse(text(node, "at")),
              record,
              text(node, "hash")));
    } catch (JsonFault | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }
}
