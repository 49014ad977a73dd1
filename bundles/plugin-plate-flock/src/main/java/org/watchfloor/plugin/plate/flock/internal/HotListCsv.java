package org.watchfloor.plugin.plate.flock.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.watchfloor.toolkit.plates.FieldFault;
import org.watchfloor.toolkit.plates.PlateText;

/**
 * A hot list in a CSV file (RFC 4180, UTF-8) whose first line names its columns, those of the
 * center's own import: {@code plate}, {@code reason} or {@code code}, {@code reference} and, not
 * needed, {@code state} and {@code expires}. Other columns are not sent. Not thread-safe.
 */
final class HotListCsv {
  static final long MAX_BYTES = 64L << 20;
  private static final int MAX_ENTRIES = 300_000;
  private static final int MAX_TEXT = 500;
  private static final PlateText PLATES = PlateText.of("");
  private static final Set<String> NEEDED = Set.of("plate", "reference");

  private final Instant now;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Long> lines = new HashMap<>();
  private final Map<Long, String> faults = new TreeMap<>();

  private HotListCsv(Instant now) {
    this.now = now;
  }

  /**
   * What a file holds.
   *
   * @param entries by {@link Entry#key}; those that have expired are left out
   * @param faults of lines that were left out, by their number
   */
  record Content(Map<String, Entry> entries, Map<Long, String> faults) {}

  /**
   * @param now entries that have expired by then are left out
   * @throws IOException if it is no such file, with the reason
   */
  static Content read(Path file, Instant now) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("has more than " + MAX_BYTES + " bytes");
    }
    HotListCsv csv = new HotListCsv(now);
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
      csv.all(parser);
    } catch (UncheckedIOException e) {
      throw new IOException("is no CSV in UTF-8: " + e.getMessage(), e);
    }
    return new Content(csv.entries, csv.faults);
  }

  private void all(CSVParser parser) throws IOException {
    List<String> header = List.of();
    for (CSVRecord record : parser) {
      long line = parser.getCurrentLineNumber();
      if (header.isEmpty()) {
        header = header(record);
      } else if (record.size() > 1 || !record.get(0).isBlank()) {
        take(header, record, line);
      }
      if (entries.size() > MAX_ENTRIES) {
        throw new IOException("has more than " + MAX_ENTRIES + " entries");
      }
    }
    if (header.isEmpty()) {
      throw new IOException("is empty; its first line must name columns");
    }
  }

  private static List<String> header(CSVRecord record) throws IOException {
    // a mark of the byte order, as spreadsheets write it
    List<String> names =
        record.stream().map(n -> n.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT)).toList();
    for (String needed : NEEDED) {
      if (!names.contains(needed)) {
        throw new IOException("names no column " + needed + " in its first line");
      }
    }
    if (!names.contains("reason") && !names.contains("code")) {
      throw new IOException("names no column reason in its first line");
    }
    return names;
  }

  private void take(List<String> header, CSVRecord record, long line) {
    try {
      if (record.size() != header.size()) {
        throw new FieldFault("fields", record.size() + ", " + header.size() + " are expected");
      }
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), record.get(i).strip());
      }
      Entry entry = entry(row);
      if (entry.expires().filter(at -> !at.isAfter(now)).isEmpty()) {
        add(entry, line);
      }
    } catch (FieldFault e) {
      faults.put(line, String.valueOf(e.getMessage()));
    }
  }

  /** Flock refuses a batch that has a plate twice, whatever its state. */
  private void add(Entry entry, long line) throws FieldFault {
    Long before = lines.putIfAbsent(entry.key(), line);
    if (before != null) {
      throw new FieldFault("plate", "stands in line " + before + " already; Flock takes it once");
    }
    entries.put(entry.key(), entry);
  }

  private static Entry entry(Map<String, String> row) throws FieldFault {
    String plate =
        PLATES
            .read(row.getOrDefault("plate", ""))
            .orElseThrow(() -> new FieldFault("plate", "is missing"));
    String stated = row.getOrDefault("state", "");
    Optional<String> state = States.name(stated);
    if (!stated.isEmpty() && state.isEmpty()) {
      throw new FieldFault("state", "is none that Flock knows; leave it empty for any");
    }
    String reason = row.getOrDefault("reason", "");
    return new Entry(
        plate,
        state.orElse(""),
        text("reason", reason.isEmpty() ? row.getOrDefault("code", "") : reason),
        text("reference", row.getOrDefault("reference", "")),
        expires(row.getOrDefault("expires", "")));
  }

  /** Flock requires both texts. */
  private static String text(String field, String value) throws FieldFault {
    if (value.isEmpty() || value.length() > MAX_TEXT) {
      throw new FieldFault(field, "must have 1 to " + MAX_TEXT + " characters; Flock asks for it");
    }
    return value;
  }

  /** A date is valid to its end in UTC, as in the center's own import. */
  private static Optional<Instant> expires(String text) throws FieldFault {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new FieldFault(
          "expires", "is neither a date like 2026-11-24 nor a time like 2026-11-24T14:05:09Z");
    }
  }
}
