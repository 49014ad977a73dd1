package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.watchfloor.core.api.journal.JournalEntry;

/**
 * What was acknowledged is there, once and in order, after the process was killed or its disk
 * refused. {@code -Djournal.kills=100} for a longer run.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("journal.kills", 5);

  @TempDir Path directory;

  @Test
  void acknowledgedEntriesSurviveKill() throws Exception {
    Random random = new Random();
    Map<String, Long> acknowledged = new HashMap<>();
    for (int round = 0; round < KILLS; round++) {
      Path journal = directory.resolve("journal");
      Path output = directory.resolve("out-" + round);
      Process child =
          new ProcessBuilder(java(journal, "r" + round, "1000000000", "300"))
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitOutput(child, output);
      Thread.sleep(random.nextInt(400));
      child.destroyForcibly().waitFor();
      Map<String, Long> now = written(output);
      assertThat(now).isNotEmpty();
      acknowledged.putAll(now);
      verify(journal, acknowledged);
    }
    System.out.println(KILLS + " kills, " + acknowledged.size() + " acknowledged, none lost");
  }

  /** A file size limit stands for a full disk: the write-ahead log cannot grow beyond it. */
  @Test
  void goesOnAfterTheDiskRefused() throws Exception {
    assumeThat(Path.of("/bin/sh")).exists();
    Path journal = directory.resolve("journal");
    Path output = directory.resolve("out");
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 8192; exec \"$@\""));
    command.add("sh");
    List<String> java = new ArrayList<>(java(journal, "r", "40000", "500"));
    java.add(1, "-Djava.library.path=" + nativeLibrary());
    command.addAll(java);
    Process child =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
    assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();

    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(lines.size() - 1)).isEqualTo("DONE");
    int firstRefused = firstRefused(lines);
    assertThat(firstRefused).as("the limit was met").isPositive();
    assertThat(lines.subList(firstRefused, lines.size()))
        .as("the journal went on afterwards")
        .anyMatch(line -> line.startsWith("WRITTEN"));
    verify(journal, written(output));
  }

  /** Where RocksDB's library lies, unpacked here because it is larger than the limit. */
  private Path nativeLibrary() throws IOException {
    String name = Environment.getJniLibraryFileName("rocksdb");
    try (InputStream library = RocksDB.class.getResourceAsStream("/" + name)) {
      Files.copy(library, directory.resolve(name));
    }
    return directory;
  }

  private static int firstRefused(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("UNAVAILABLE")) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> java(Path journal, String prefix, String count, String bytes) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        AppendingChild.class.getName(),
        journal.toString(),
        prefix,
        count,
        bytes);
  }

  private static void awaitOutput(Process child, Path output) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.size(output) == 0) {
      assertThat(child.isAlive()).as("child").isTrue();
      assertThat(System.nanoTime() - deadline).as("waiting for the child").isNegative();
      Thread.sleep(10);
    }
  }

  private static Map<String, Long> written(Path output) throws IOException {
    Map<String, Long> positions = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(output)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        // The last line may be cut off within its key; a cut key is a key never sent or another's.
        if (parts.length == 3 && parts[0].equals("WRITTEN")) {
          positions.put(parts[2], Long.valueOf(parts[1]));
        }
      }
    }
    return positions;
  }

  /** Every acknowledged key once, at its position; positions without a gap; streams in order. */
  private static void verify(Path directory, Map<String, Long> acknowledged) throws Exception {
    Set<String> seen = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    try (RocksJournal journal = Journals.open(directory)) {
      long position = 0;
      while (true) {
        List<JournalEntry> page = journal.read(position, 1_000, 1L << 20);
        if (page.isEmpty()) {
          break;
        }
        for (JournalEntry entry : page) {
          position++;
          assertThat(entry.position()).isEqualTo(position);
          String key = Journals.text(entry).split(" ")[0];
          assertThat(seen.add(key)).as(key).isTrue();
          Long expected = acknowledged.get(key);
          assertThat(expected == null || expected == position).as(key).isTrue();
          checkOrder(entry.stream() + " " + key, last);
        }
      }
      assertThat(journal.head()).isEqualTo(position);
      // not assertThat(seen).containsAll: that compares each with each
      assertThat(acknowledged.keySet()).as("acknowledged and lost").allMatch(seen::contains);
    }
  }

  /** Within a stream and a round the numbers of the keys grow. */
  private static void checkOrder(String streamAndKey, Map<String, Long> last) {
    int dash = streamAndKey.lastIndexOf('-');
    long number = Long.parseLong(streamAndKey.substring(dash + 1));
    Long before = last.put(streamAndKey.substring(0, dash), number);
    assertThat(before == null || before < number).as(streamAndKey).isTrue();
  }
}
