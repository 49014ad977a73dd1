package org.watchfloor.plugin.plate.genericcsv.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.plates.Expression;
import org.watchfloor.toolkit.plates.Field;
import org.watchfloor.toolkit.plates.FieldFault;
import org.watchfloor.toolkit.plates.PlateMapping;

/**
 * Reads a file of separated values, a read a line. A broken line costs that line: the others are
 * taken, and a signal of its own says which are missing. Stateless.
 */
final class PlateGenericcsvDecoder implements Decoder {
  /** The platform takes 10,000 signals of one message, and the report on broken lines is one. */
  static final int MAX_LINES = 9_999;

  /**
   * What the platform allows (see {@link Signal}); a single read ahead of it would cost the file.
   */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final Layout layout;

  PlateGenericcsvDecoder(Layout layout) {
    this.layout = layout;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    String text = new String(message.toByteArray(), layout.charset());
    CsvRows rows =
        new CsvRows(text.startsWith("\uFEFF") ? text.substring(1) : text, layout.separator());
    rows.skip(layout.skip());
    List<String> header = layout.header() ? header(rows) : List.of();
    Instant latest = message.receivedAt().plus(AHEAD);
    List<Signal> signals = new ArrayList<>();
    Report report = new Report();
    int count = 0;
    for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
      if (row.get().isBlank()) {
        continue;
      }
      if (++count > MAX_LINES) {
        throw new MalformedMessage("body", "has more than " + MAX_LINES + " lines; split the file");
      }
      take(row.get(), header, latest, signals, report);
    }
    report.needsRead();
    if (report.hasBroken()) {
      signals.add(report.signal(message));
    }
    return Decoded.of(signals, List.of());
  }

  private void take(
      CsvRows.Row row, List<String> header, Instant latest, List<Signal> signals, Report report) {
    try {
      Optional<PlateMapping.Mapped> mapped = read(row, header);
      if (mapped.isEmpty()) {
        report.withoutPlate();
      } else if (mapped.get().at().isAfter(latest)) {
        throw new FieldFault(
            Field.TIME.key(), mapped.get().at() + " lies in the future; compare time.zone");
      } else {
        signals.add(signal(mapped.get()));
        report.taken(mapped.get().at());
      }
    } catch (FieldFault e) {
      report.broken(row.line(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<PlateMapping.Mapped> read(CsvRows.Row row, List<String> header)
      throws FieldFault {
    if (!row.fault().isEmpty()) {
      throw new FieldFault("line", row.fault());
    }
    List<String> fields = row.fields();
    // a separator that belongs to a text moves all behind it: a wrong plate is worse than none
    if (!header.isEmpty() && fields.size() != header.size()) {
      throw new FieldFault(
          "line", "has " + fields.size() + " fields, the header has " + header.size());
    }
    return layout
        .mapping()
        .read(field -> layout.column(field).text(column -> value(column, row, header)));
  }

  private static String value(Column column, CsvRows.Row row, List<String> header)
      throws FieldFault {
    int index = column.index(header);
    if (index >= row.fields().size()) {
      throw new FieldFault("line", "has " + row.fields().size() + " fields and no " + column);
    }
    return index < 0 ? "" : row.fields().get(index);
  }

  private static Signal signal(PlateMapping.Mapped mapped) {
    return Signal.of(Kind.PLATE_READ, mapped.key(), mapped.at())
        .device(mapped.device())
        .at(mapped.place())
        .detail(mapped.read())
        .build();
  }

  private List<String> header(CsvRows rows) throws MalformedMessage {
    Optional<CsvRows.Row> row = rows.next();
    while (row.isPresent() && row.get().isBlank()) {
      row = rows.next();
    }
    if (row.isEmpty()) {
      throw new MalformedMessage("header", "is missing, the file is empty");
    }
    if (!row.get().fault().isEmpty()) {
      throw new MalformedMessage("header", row.get().fault());
    }
    List<String> header = row.get().fields();
    for (Map.Entry<Field, Expression<Column>> entry : layout.columns().entrySet()) {
      List<List<Column>> alternatives = entry.getValue().references();
      if (!alternatives.isEmpty() && alternatives.stream().noneMatch(all -> isIn(header, all))) {
        throw new MalformedMessage(
            "header", "has no column for " + entry.getKey().key() + ": " + alternatives.get(0));
      }
    }
    return header;
  }

  private static boolean isIn(List<String> header, List<Column> columns) {
    return columns.stream()
        .map(column -> column.index(header))
        .allMatch(index -> index >= 0 && index < header.size());
  }
}
