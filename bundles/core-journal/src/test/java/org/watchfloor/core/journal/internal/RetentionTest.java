package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.watchfloor.core.journal.internal.Journals.all;
import static org.watchfloor.core.journal.internal.Journals.append;
import static org.watchfloor.core.journal.internal.Journals.send;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.testkit.MovedClock;

class RetentionTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void deletesEntriesAndKeysByAgeButNeverTheLast() throws Exception {
    MovedClock clock = new MovedClock(START);
    Settings days = new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 10, 0);
    try (RocksJournal journal = new RocksJournal(days, clock)) {
      for (int day = 0; day < 20; day++) {
        clock.set(START.plus(Duration.ofDays(day)));
        append(journal, "s~1", "k" + day, "t" + day);
      }
      journal.moveCursor("behind", 2);
      journal.retain();
      assertThat(journal.first()).isEqualTo(10);
      assertThat(Journals.text(all(journal).get(0))).isEqualTo("t9");
      assertThat(append(journal, "s~1", "k9", "kept").outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(journal, "s~1", "k8", "new").outcome()).isEqualTo(Outcome.WRITTEN);
      clock.set(START.plus(Duration.ofDays(400)));
      journal.retain();
      assertThat(journal.first()).isEqualTo(21);
    }
    try (RocksJournal journal = new RocksJournal(days, clock)) {
      assertThat(journal.first()).isEqualTo(21);
      assertThat(append(journal, "s~1", "k8", "known").outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(journal, "s~1", "k1", "new").position()).isEqualTo(22);
    }
  }

  @Test
  void deletesTheOldestBySize() throws Exception {
    Settings bytes =
        new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 0, 2_000_000);
    Random random = new Random(1);
    try (RocksJournal journal = new RocksJournal(bytes, java.time.Clock.systemUTC())) {
      for (int i = 0; i < 7_999; i++) {
        send(journal, "s~1", "k" + i, text(random));
      }
      send(journal, "s~1", "last", "last").get(20, TimeUnit.SECONDS);
      journal.retain();
      assertThat(journal.first()).isBetween(4_000L, 7_000L);
      assertThat(all(journal)).hasSize((int) (8_001 - journal.first()));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append((char) (' ' + random.nextInt(90)));
    }
    return text.toString();
  }
}
