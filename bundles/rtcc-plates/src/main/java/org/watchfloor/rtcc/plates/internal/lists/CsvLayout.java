package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV (RFC 4180) whose first line names its columns: {@code plate}, and in any order and number
 * those of {@link #COLUMNS}.
 */
final class CsvLayout implements Layout {
  static final String NAME = "csv";
  static final List<String> COLUMNS =
      List.of(
          "plate",
          "state",
          "code",
          "reason",
          "agency",
          "entered",
          "expires",
          "make",
          "model",
          "color",
          "year",
          "reference");
  private static final Set<String> KNOWN = Set.copyOf(COLUMNS);

  /** Left by those who write a space before them. */
  private static final Pattern QUOTES = Pattern.compile("^\"|\"$");

  private List<String> header = List.of();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean quoted() {
    return true;
  }

  /**
   * @throws NoSuchLayout if the first line is no header
   */
  @Override
  public Optional<HotRow> row(String line, boolean first) {
    if (header.isEmpty()) {
      header = header(line);
      return Optional.empty();
    }
    CSVRecord fields = fields(line);
    if (fields.size() != header.size()) {
      throw new IllegalArgumentException(
          "%d fields, %d are expected: %s"
              .formatted(fields.size(), header.size(), String.join(",", header)));
    }
    RowBuilder row = new RowBuilder();
    String year = "";
    String model = "";
    for (int i = 0; i < fields.size(); i++) {
      String value = fields.get(i);
      switch (header.get(i)) {
        case "year" -> year = value;
        case "model" -> model = value;
        default -> set(row, header.get(i), value);
      }
    }
    return Optional.of(row.vehicle(year, model).build());
  }

  private static void set(RowBuilder row, String column, String value) {
    switch (column) {
      case "plate" -> row.plate(value);
      case "state" -> row.state(value);
      case "code" -> row.code(value);
      case "reason" -> row.reason(value);
      case "agency" -> row.agency(value);
      case "entered" -> row.entered(value);
      case "expires" -> row.expires(value);
      case "make" -> row.make(value);
      case "color" -> row.color(value);
      case "reference" -> row.reference(value);
      default -> throw new IllegalStateException(column);
    }
  }

  private static List<String> header(String line) {
    List<String> names = new ArrayList<>();
    try {
      for (String field : fields(line)) {
        String name =
            QUOTES
                .matcher(field.strip())
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("colour", "color");
        if (!KNOWN.contains(name) || names.contains(name)) {
          throw new NoSuchLayout(
              "the first line must name columns; \"%s\" is %s of %s"
                  .formatted(
                      RowBuilder.cut(field),
                      names.contains(name) ? "twice there" : "none",
                      String.join(",", COLUMNS)));
        }
        names.add(name);
      }
    } catch (NoSuchLayout e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new NoSuchLayout("the first line must name columns: " + e.getMessage());
    }
    if (!names.contains("plate")) {
      throw new NoSuchLayout("the first line names no column plate");
    }
    return List.copyOf(names);
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
}
