package org.watchfloor.benchmarks.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.history.ReadFinder;
import org.watchfloor.rtcc.plates.internal.history.ReadSearch;
import org.watchfloor.rtcc.plates.internal.history.ReadTable;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;
import org.watchfloor.testkit.core.RealStore;

/**
 * The history of reads as the center keeps it in SQLite: whole reads, written as the bus brings
 * them, and then indexed; found by the index, and read whole from SQLite.
 */
final class Ours implements Subject {
  private static final int BATCH = 1_000;

  private final Path folder;
  private final SqlStore store;
  private final ReadTable table;
  private final ReadSearch search;
  private final ReadFinder finder;

  Ours(Path folder) {
    this.folder = folder;
    // The end of the last day.
    Clock clock = Clock.fixed(Times.instant(Reads.FIRST + Reads.DAYS * Reads.DAY), ZoneOffset.UTC);
    store = RealStore.open(folder);
    Tables tables = new Tables(store);
    table = new ReadTable(tables, new Retention(90), clock);
    finder = new ReadFinder(tables, folder.resolve("index"), table);
    search = new ReadSearch(tables, finder);
  }

  @Override
  public String name() {
    return "ours, whole reads of SQLite";
  }

  @Override
  public void load(Reads reads) throws IOException {
    List<BusEntry> batch = new ArrayList<>(BATCH);
    reads.forEach(
        read -> {
          batch.add(entry(read));
          if (batch.size() == BATCH) {
            table.add(batch);
            batch.clear();
          }
        });
    table.add(batch);
    finder.tend();
  }

  private static SignalEntry entry(Reads.Read read) {
    Instant at = Times.instant(read.at());
    Signal signal =
        Signal.of(Kind.PLATE_READ, "k" + read.number(), at)
            .device("camera-" + read.camera())
            .at(Reads.place(read.camera()))
            .detail(
                new PlateRead(
                    read.plate(),
                    "us-nc",
                    Optional.of(0.9),
                    List.of(),
                    read.make(),
                    read.color(),
                    "",
                    Optional.empty()))
            .build();
    return new SignalEntry(read.number(), at, "plate-bench~city", signal);
  }

  @Override
  public long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public List<Long> search(Asked asked) {
    Set<String> cameras =
        asked.cameras().stream().map(camera -> "camera-" + camera).collect(Collectors.toSet());
    ReadQuery query =
        new ReadQuery(
            asked.pattern(),
            Set.of(),
            Set.of(),
            Set.of(),
            cameras,
            Optional.empty(),
            Optional.of(Times.instant(asked.from())),
            Optional.empty(),
            Asked.LIMIT);
    return search.search(query).stream().map(ReadRecord::number).toList();
  }

  @Override
  public void close() {
    finder.close();
    store.close();
  }
}
