package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.watchfloor.rtcc.api.plates.HotListImport.Fault;

/**
 * Reads a file of any length and layout, holding a few thousand entries of it. Not thread-safe; one
 * for each file.
 */
final class HotListFile {
  private static final int CHUNK = 5_000;
  private static final int MAX_FAULTS = 100;
  private static final int SAMPLE = 50;

  /** A file of a hundred million lines is no hot list. */
  private static final int MAX_LINES = 100_000_000;

  /**
   * What a file holds.
   *
   * @param faults the first 100 of {@code faultCount}
   * @param doubt why it looks cut off; empty if it does not
   */
  record Read(
      String layout, int entries, List<Fault> faults, int faultCount, Optional<String> doubt) {}

  private final Lines lines;
  private final Consumer<List<HotRow>> sink;
  private final List<Fault> faults = new ArrayList<>();
  private List<HotRow> chunk = new ArrayList<>();
  private int entries;
  private int faultCount;

  private HotListFile(InputStream in, Consumer<List<HotRow>> sink) {
    this.lines = new Lines(in);
    this.sink = sink;
  }

  /**
   * @param layout name of one; empty for finding it out
   * @param sink is given the entries, at most 5,000 at a time
   * @throws IllegalArgumentException beginning with {@code file} or {@code layout}, if no line of
   *     it could be taken
   */
  static Read read(InputStream in, String layout, Consumer<List<HotRow>> sink) throws IOException {
    HotListFile file = new HotListFile(in, sink);
    return file.read(layout.isEmpty() ? file.found() : Layouts.named(layout));
  }

  private Layout found() throws IOException {
    List<Lines.Line> first = new ArrayList<>();
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      first.add(line);
      if (first.size() == SAMPLE) {
        break;
      }
    }
    lines.back(first);
    List<String> sample =
        first.stream()
            .filter(line -> line.fault().isEmpty() && !line.text().isBlank())
            .map(Lines.Line::text)
            .toList();
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("file: there is no line in it that could be read");
    }
    return Layouts.found(sample);
  }

  private Read read(Layout layout) throws IOException {
    boolean first = true;
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (!line.fault().isEmpty()) {
        fault(line, line.fault());
      } else if (!line.text().isBlank()) {
        take(layout, line, first);
      }
      first = false;
      if (line.number() > MAX_LINES) {
        throw new IllegalArgumentException("file: more than " + MAX_LINES + " lines");
      }
    }
    give();
    if (entries == 0 && (first || faultCount > 0)) {
      throw new IllegalArgumentException("file: no line could be imported" + firstFault());
    }
    return new Read(layout.name(), entries, faults, faultCount, layout.doubt(entries + faultCount));
  }

  private String firstFault() {
    return faults.isEmpty()
        ? "; it is empty"
        : "; line %d: %s".formatted(faults.get(0).line(), faults.get(0).reason());
  }

  private void take(Layout layout, Lines.Line line, boolean first) throws IOException {
    List<Lines.Line> record = layout.quoted() ? lines.record(line) : List.of(line);
    String broken = record.get(0).fault();
    try {
      if (!broken.isEmpty()) {
        throw new IllegalArgumentException(broken);
      }
      Optional<HotRow> row =
          layout.row(
              record.stream().map(Lines.Line::text).collect(Collectors.joining("\n")), first);
      if (row.isPresent()) {
        add(row.get());
      }
    } catch (NoSuchLayout e) {
      throw new IllegalArgumentException("file: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      fault(line, String.valueOf(e.getMessage()));
      lines.back(record.subList(1, record.size()));
    }
  }

  private void add(HotRow row) {
    entries++;
    chunk.add(row);
    if (chunk.size() == CHUNK) {
      give();
    }
  }

  private void give() {
    if (!chunk.isEmpty()) {
      sink.accept(chunk);
      chunk = new ArrayList<>();
    }
  }

  private void fault(Lines.Line line, String reason) {
    faultCount++;
    if (faults.size() < MAX_FAULTS) {
      faults.add(new Fault(line.number(), reason));
    }
  }
}
