package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Damage;
import org.watchfloor.core.api.journal.JournalEntry;

/**
 * Damaged files: what is served is what was written, what is missing is said, and no position is
 * given twice; or the journal does not open and says what to do. {@code -Djournal.flips=1000} for a
 * longer run, {@code -Djournal.seed} for another one.
 */
class CorruptionTest {
  private static final int FLIPS = Integer.getInteger("journal.flips", 20);
  private static final long SEED = Long.getLong("journal.seed", 20261125);
  private static final int ENTRIES = 4_000;

  @TempDir Path directory;
  private Path original;

  /** Three files of entries, and as much again in the write-ahead log, as a kill leaves them. */
  @BeforeEach
  void write() throws Exception {
    original = directory.resolve("original");
    Path live = directory.resolve("live");
    for (int round = 0; round < 4; round++) {
      try (RocksJournal journal = Journals.open(live)) {
        List<CompletableFuture<Appended>> answers = new ArrayList<>();
        for (int i = 1; i <= ENTRIES / 4; i++) {
          int number = round * ENTRIES / 4 + i;
          answers.add(Journals.send(journal, "s~1", "k" + number, text(number)));
          if (i % 50 == 0) {
            answers.get(answers.size() - 1).get(20, TimeUnit.SECONDS);
          }
        }
        CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
            .get(20, TimeUnit.SECONDS);
        assertThat(journal.head()).isEqualTo((round + 1) * ENTRIES / 4);
        copy(live, original);
      }
    }
  }

  @AfterEach
  void nothingElse() throws IOException {
    delete(directory);
  }

  private static String text(int number) {
    return number + " " + Integer.toHexString(number * 0x9E3779B9).repeat(1 + number % 30);
  }

  @Test
  void whatIsWholeOpensWithoutAWord() throws Exception {
    try (RocksJournal journal = Journals.open(original)) {
      assertThat(Journals.all(journal)).hasSize(ENTRIES);
      assertThat(journal.check()).isEmpty();
      assertThat(journal.health()).isEqualTo(HealthResult.OK);
      assertThat(Journals.append(journal, "s~1", "", "t").position()).isEqualTo(ENTRIES + 1);
    }
  }

  @Test
  void damageOfTheWriteAheadLogIsSaid() throws Exception {
    damage(".log", true);
  }

  @Test
  void damageOfTablesIsSaid() throws Exception {
    damage(".sst", true);
  }

  @Test
  void damageOfTheManifestIsSaid() throws Exception {
    damage("MANIFEST", false);
  }

  @Test
  void aFileThatIsGoneIsSaid() throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Path file : files(original, "")) {
      Path copy = directory.resolve("copy");
      copy(original, copy);
      Files.delete(copy.resolve(file.getFileName()));
      outcomes.merge(examine(copy, "without " + file.getFileName()), 1, Integer::sum);
    }
    System.out.println("files gone: " + outcomes);
  }

  /** The first group is gone and later ones are not: the hole is in the middle. */
  @Test
  void aHoleInTheMiddleIsMarkedAndAcceptedAgain() throws Exception {
    Path log = largest(files(original, ".log"));
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      flip(file, 2_000, 0x10);
    }
    long lost;
    try (RocksJournal journal = Journals.open(original)) {
      List<Damage> damage = journal.check();
      assertThat(damage).isNotEmpty();
      assertThat(journal.health().level()).isEqualTo(HealthResult.Level.WARN);
      assertThat(journal.health().message()).contains("lost", "journal-check");
      lost = damage.get(0).from();
      assertThat(Journals.all(journal)).noneMatch(entry -> entry.position() == lost);
      Appended again = Journals.append(journal, "s~1", "k" + lost, text((int) lost));
      assertThat(again).isEqualTo(new Appended(Outcome.WRITTEN, ENTRIES + 1, ""));
    }
    try (RocksJournal journal = Journals.open(original)) {
      assertThat(journal.check().get(0).from()).isEqualTo(lost);
      assertThat(Journals.append(journal, "s~1", "k" + lost, "again"))
          .isEqualTo(new Appended(Outcome.DUPLICATE, ENTRIES + 1, ""));
    }
  }

  private void damage(String suffix, boolean mustOpenSometimes) throws Exception {
    Random random = new Random(SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < FLIPS; i++) {
      Path copy = directory.resolve("copy");
      copy(original, copy);
      List<Path> files = files(copy, suffix);
      Path file = files.get(random.nextInt(files.size()));
      String what = "flip " + i + " of seed " + SEED + ": " + hurt(file, random);
      outcomes.merge(examine(copy, what), 1, Integer::sum);
    }
    System.out.println(suffix + ", " + FLIPS + " times damaged: " + outcomes);
    if (mustOpenSometimes) {
      assertThat(outcomes).containsKey("opened, damage said");
    }
  }

  /** A bit, a few bytes, a page of zeros, or the end cut off. */
  private static String hurt(Path file, Random random) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long offset = (long) (random.nextDouble() * bytes.length());
      int kind = random.nextInt(10);
      if (kind == 0) {
        bytes.setLength(offset);
      } else if (kind == 1) {
        bytes.seek(offset);
        bytes.write(new byte[(int) Math.min(4096, bytes.length() - offset)]);
      } else {
        for (int i = 0; i < (kind < 6 ? 1 : 8) && offset + i < bytes.length(); i++) {
          flip(bytes, offset + i, 1 << random.nextInt(8));
        }
      }
      return file.getFileName() + " kind " + kind + " at " + offset;
    }
  }

  private static void flip(RandomAccessFile file, long offset, int bits) throws IOException {
    file.seek(offset);
    int old = file.read();
    file.seek(offset);
    file.write(old ^ bits);
  }

  private String examine(Path copy, String what) throws Exception {
    long last;
    boolean lost;
    RocksJournal opened;
    try {
      opened = Journals.open(copy);
    } catch (IOException e) {
      assertThat(e).as(what).hasMessageContaining(copy.toString());
      return "did not open";
    }
    try (RocksJournal journal = opened) {
      Map<Long, JournalEntry> served = served(journal, what);
      lost = served.size() < ENTRIES;
      List<Damage> damage = journal.check();
      for (long position = 1; position <= ENTRIES; position++) {
        long missing = position;
        assertThat(
                served.containsKey(position)
                    || damage.stream().anyMatch(d -> d.from() <= missing && missing <= d.to()))
            .as("%s: entry %d is missing and not said", what, position)
            .isTrue();
      }
      assertThat(journal.health().level())
          .as(what + ": health")
          .isEqualTo(lost ? HealthResult.Level.WARN : HealthResult.Level.OK);
      Appended more = Journals.append(journal, "s~1", "", "more");
      if (more.outcome() == Outcome.WRITTEN) {
        assertThat(more.position()).as(what).isGreaterThan(ENTRIES);
      } else {
        assertThat(journal.health().message()).as(what).contains("damaged");
      }
      noServedEntryIsTakenAgain(journal, served, what);
      lost |= journal.health().level() == HealthResult.Level.WARN;
      last = journal.head();
    }
    goesOnAfter(copy, last, what);
    return lost ? "opened, damage said" : "opened, nothing lost";
  }

  private static Map<Long, JournalEntry> served(RocksJournal journal, String what) {
    Map<Long, JournalEntry> served = new HashMap<>();
    for (JournalEntry entry : Journals.all(journal)) {
      assertThat(entry.position()).as(what).isLessThanOrEqualTo(ENTRIES);
      assertThat(Journals.text(entry)).as(what).isEqualTo(text((int) entry.position()));
      served.put(entry.position(), entry);
    }
    return served;
  }

  private static void noServedEntryIsTakenAgain(
      RocksJournal journal, Map<Long, JournalEntry> served, String what) throws Exception {
    for (int number = 1; number <= ENTRIES; number += 397) {
      if (served.containsKey((long) number)) {
        Appended again = Journals.append(journal, "s~1", "k" + number, "again");
        if (again.outcome() == Outcome.WRITTEN) {
          assertThat(journal.health().message())
              .as("%s: entry %d again", what, number)
              .contains("sent twice are taken twice");
        } else if (again.outcome() == Outcome.DUPLICATE) {
          assertThat(again.position()).as(what).isEqualTo(number);
        }
      }
    }
  }

  private static void goesOnAfter(Path copy, long last, String what) throws Exception {
    try (RocksJournal journal = Journals.open(copy)) {
      Appended more = Journals.append(journal, "s~1", "", "more");
      if (more.outcome() == Outcome.WRITTEN) {
        assertThat(more.position()).as(what).isGreaterThan(last);
      }
    } catch (IOException e) {
      assertThat(e).as(what).hasMessageContaining(copy.toString());
    }
  }

  private static Path largest(List<Path> files) {
    return files.stream().max(java.util.Comparator.comparing(f -> f.toFile().length())).get();
  }

  private static List<Path> files(Path directory, String part) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.(log|sst)|MANIFEST-.*"))
          .filter(file -> file.getFileName().toString().contains(part))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    delete(to);
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().equals("LOCK")) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
