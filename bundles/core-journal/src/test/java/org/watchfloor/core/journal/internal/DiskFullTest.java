package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

/** A disk that is full, a small tmpfs, and has room again. */
class DiskFullTest {
  private static final int BALLAST = 44 << 20;
  private static final String TEXT = "x".repeat(1_000);

  @TempDir Path directory;
  private final Map<Long, String> acknowledged = new TreeMap<>();
  private int sent;

  @BeforeEach
  void mount() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root may mount a tmpfs: run as root, or in a user namespace of its own")
        .isEqualTo("root");
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=80m", "watchfloor", directory.toString()))
        .as("a tmpfs can be mounted here")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", directory.toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Test
  void refusesWhileTheDiskIsFullAndGoesOnByItself() throws Exception {
    Path ballast = Files.write(directory.resolve("ballast"), new byte[BALLAST]);
    Path files = directory.resolve("journal");
    try (RocksJournal journal = Journals.open(files)) {
      for (int fill = 0; fill < 2; fill++) {
        untilRefused(journal);
        assertThat(journal.health().level()).isEqualTo(HealthResult.Level.CRITICAL);
        assertThat(journal.health().message()).contains("signals are refused");
        assertThat(Journals.all(journal)).hasSize(acknowledged.size());
        if (fill == 0) {
          Files.delete(ballast);
          untilTaken(journal);
          assertThat(journal.health().level()).isEqualTo(HealthResult.Level.OK);
        }
      }
    }
    verify(files);
    System.out.println(
        "disk full twice: " + sent + " sent, " + acknowledged.size() + " acknowledged, none lost");
  }

  private void untilRefused(RocksJournal journal) throws Exception {
    boolean refused = false;
    while (!refused) {
      assertThat(sent).as("the disk is full at last").isLessThan(300_000);
      List<CompletableFuture<Appended>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(send(journal));
      }
      for (CompletableFuture<Appended> answer : answers) {
        refused |= answer.get(20, TimeUnit.SECONDS).outcome() == Outcome.UNAVAILABLE;
      }
    }
  }

  private void untilTaken(RocksJournal journal) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (send(journal).get(20, TimeUnit.SECONDS).outcome() != Outcome.WRITTEN) {
      assertThat(System.nanoTime() - deadline).as("goes on by itself").isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private CompletableFuture<Appended> send(RocksJournal journal) {
    String key = "k" + sent++;
    CompletableFuture<Appended> answer =
        Journals.send(journal, "s~1", key, key + " " + random(key));
    return answer.whenComplete(
        (appended, failure) -> {
          if (appended.outcome() == Outcome.WRITTEN) {
            acknowledged.put(appended.position(), key);
          }
        });
  }

  /** Not compressible, so that tables take as much room as the log. */
  private static String random(String key) {
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(key.hashCode());
    while (text.length() < TEXT.length()) {
      text.append(Long.toString(random.nextLong(), 36));
    }
    return text.toString();
  }

  /** With room again: what was acknowledged is there, at its position. */
  private void verify(Path files) throws IOException, Exception {
    assertThat(run("mount", "-o", "remount,size=512m", directory.toString())).isZero();
    try (RocksJournal journal = Journals.open(files)) {
      Map<Long, String> found = new TreeMap<>();
      Set<String> keys = new HashSet<>();
      Journals.all(journal)
          .forEach(
              entry -> {
                String key = Journals.text(entry).split(" ")[0];
                assertThat(keys.add(key)).as(key + " once").isTrue();
                found.put(entry.position(), key);
              });
      acknowledged.forEach((position, key) -> assertThat(found.get(position)).isEqualTo(key));
      assertThat(journal.health()).isEqualTo(HealthResult.OK);
    }
  }
}
