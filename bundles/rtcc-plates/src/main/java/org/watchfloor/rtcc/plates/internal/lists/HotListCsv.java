package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.watchfloor.rtcc.api.plates.HotListImport.Fault;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/** Reads hot lists from CSV (RFC 4180). Not thread-safe; one for each text. */
public final class HotListCsv {
  public static final String HEADER = "plate,state,reason,agency,entered,expires";

  /** Characters of a text, 64 Mi: a nation's list of stolen vehicles has about half of it. */
  static final int MAX_CHARS = 64 << 20;

  private static final int MAX_FAULTS = 100;
  private static final int MAX_STATE = 32;
  private static final int MAX_TEXT = 200;

  /** What a text holds; faults are the first 100 of {@code faultCount}. */
  public record Parsed(List<HotEntry> entries, List<Fault> faults, int faultCount) {}

  private final List<HotEntry> entries = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, String> known = new HashMap<>();
  private int faultCount;

  private HotListCsv() {}

  /**
   * @throws IllegalArgumentException if the text is too long, its header is not {@link #HEADER}, or
   *     no line could be taken
   */
  public static Parsed parse(String csv) {
    if (csv.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "csv: %d characters, at most %d are taken; cut the list in two"
              .formatted(csv.length(), MAX_CHARS));
    }
    HotListCsv reader = new HotListCsv();
    reader.read(new CsvLines(csv));
    if (reader.entries.isEmpty()) {
      throw new IllegalArgumentException("csv: no line could be imported" + reader.firstFault());
    }
    return new Parsed(reader.entries, reader.faults, reader.faultCount);
  }

  private String firstFault() {
    return faults.isEmpty()
        ? "; there is none after the header"
        : "; line %d: %s".formatted(faults.get(0).line(), faults.get(0).reason());
  }

  private void read(CsvLines lines) {
    CsvLines.Line header = lines.next();
    if (header == null || !isHeader(header.text())) {
      throw new IllegalArgumentException("csv: the first line must be " + HEADER);
    }
    for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.text().isBlank()) {
        continue;
      }
      try {
        entries.add(entry(line));
      } catch (IllegalArgumentException e) {
        fault(line.number(), String.valueOf(e.getMessage()));
        lines.backToSecondLineOf(line);
      }
    }
  }

  private static boolean isHeader(String line) {
    return line.replaceAll("[\"\\s]", "").equalsIgnoreCase(HEADER);
  }

  private void fault(int line, String reason) {
    faultCount++;
    if (faults.size() < MAX_FAULTS) {
      faults.add(new Fault(line, reason));
    }
  }

  private HotEntry entry(CsvLines.Line line) {
    if (!line.closed()) {
      throw new IllegalArgumentException("a quoted field is not closed");
    }
    if (line.text().length() > CsvLines.MAX_RECORD_CHARS) {
      throw new IllegalArgumentException(
          "%d characters, at most %d are taken"
              .formatted(line.text().length(), CsvLines.MAX_RECORD_CHARS));
    }
    CSVRecord fields = fields(line.text());
    if (fields.size() != 6) {
      throw new IllegalArgumentException(fields.size() + " fields, 6 are expected: " + HEADER);
    }
    return new HotEntry(
        plate(fields.get(0)),
        text("state", fields.get(1), MAX_STATE),
        text("reason", fields.get(2), MAX_TEXT),
        text("agency", fields.get(3), MAX_TEXT),
        entered(fields.get(4)),
        expires(fields.get(5)));
  }

  private static CSVRecord fields(String line) {
    try (CSVParser parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() != 1) {
        throw new IllegalArgumentException("a quote in the middle of a field");
      }
      return records.get(0);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("text after a closing quote", e);
    }
  }

  private static String plate(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("plate: is missing");
    }
    Optional<String> plate = PlateText.exact(text);
    return plate.orElseThrow(
        () ->
            new IllegalArgumentException(
                "plate: \"%s\" is no plate of 1 to 16 letters and digits".formatted(cut(text))));
  }

  /** One line of text; each value is kept once, for lists repeat them a million times. */
  private String text(String field, String value, int max) {
    String text = value.replaceAll("\\p{Cntrl}+", " ").strip();
    if (text.length() > max) {
      throw new IllegalArgumentException(
          "%s: %d characters, at most %d are taken".formatted(field, text.length(), max));
    }
    return known.computeIfAbsent(text, t -> t);
  }

  private String entered(String value) {
    String text = value.strip();
    if (!text.isEmpty()) {
      seconds("entered", text, 0);
    }
    return known.computeIfAbsent(text, t -> t);
  }

  /** A date holds to its end. */
  private static long expires(String value) {
    String text = value.strip();
    return text.isEmpty() ? HotEntry.NEVER : seconds("expires", text, 1);
  }

  private static long seconds(String field, String text, int daysAfterDate) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text)
              .plusDays(daysAfterDate)
              .atStartOfDay(ZoneOffset.UTC)
              .toEpochSecond()
          : OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is neither a date like 2026-11-24 nor a time like 2026-11-24T14:05:09Z"
              .formatted(field, cut(text)),
          e);
    }
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }
}
