package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.watchfloor.core.journal.internal.Journals.all;
import static org.watchfloor.core.journal.internal.Journals.append;
import static org.watchfloor.core.journal.internal.Journals.send;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.testkit.MovedClock;

class RetentionTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void deletesEntriesAndKeysByAgeButNeverTheLast() throws Exception {
    MovedClock clock = new MovedClock(START);
    Settings days =
        new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 10, 0, 0, 7);
    try (RocksJournal journal = new RocksJournal(days, clock, steady(clock))) {
      for (int day = 0; day < 20; day++) {
        clock.set(START.plus(Duration.ofDays(day)));
        append(journal, "s~1", "k" + day, "t" + day);
        if (day == 11) {
          journal.moveCursor("gone", 2);
        }
      }
      journal.retain();
      assertThat(journal.dropped("gone")).isEqualTo(7);
      assertThat(journal.health().message()).contains("7 of subscriber gone");
      assertThat(journal.first()).isEqualTo(10);
      assertThat(Journals.text(all(journal).get(0))).isEqualTo("t9");
      assertThat(append(journal, "s~1", "k9", "kept").outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(journal, "s~1", "k8", "new").outcome()).isEqualTo(Outcome.WRITTEN);
      clock.set(START.plus(Duration.ofDays(400)));
      journal.retain();
      assertThat(journal.first()).isEqualTo(21);
    }
    try (RocksJournal journal = new RocksJournal(days, clock, steady(clock))) {
      assertThat(journal.first()).isEqualTo(21);
      assertThat(append(journal, "s~1", "k8", "known").outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(journal, "s~1", "k1", "new").position()).isEqualTo(22);
    }
  }

  @Test
  void keepsWhatALiveSubscriberHasNotHandledAndSaysSo() throws Exception {
    MovedClock clock = new MovedClock(START);
    Settings days =
        new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 10, 0, 0, 7);
    try (RocksJournal journal = new RocksJournal(days, clock, steady(clock))) {
      for (int day = 0; day < 20; day++) {
        clock.set(START.plus(Duration.ofDays(day)));
        append(journal, "s~1", "k" + day, "t" + day);
      }
      journal.moveCursor("slow", 4);
      journal.moveCursor("quick", 20);
      journal.retain();
      assertThat(journal.first()).isEqualTo(5);
      assertThat(journal.health().message()).contains("5 entries longer", "subscriber slow");
      assertThat(journal.health().message()).doesNotContain("quick");
      journal.moveCursor("slow", 20);
      journal.retain();
      assertThat(journal.first()).isEqualTo(10);
      assertThat(journal.health().message()).isEmpty();
      assertThat(journal.dropped("slow")).isZero();
    }
  }

  @Test
  void theHardLimitGoesBeforeALiveSubscriberAndSaysSo() throws Exception {
    Settings bytes =
        new Settings(
            directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 0, 2_000_000, 4_000_000, 7);
    Random random = new Random(1);
    try (RocksJournal journal = new RocksJournal(bytes, java.time.Clock.systemUTC())) {
      journal.moveCursor("slow", 10);
      for (int i = 0; i < 7_999; i++) {
        send(journal, "s~1", "k" + i, text(random));
      }
      send(journal, "s~1", "last", "last").get(20, TimeUnit.SECONDS);
      journal.retain();
      assertThat(journal.first()).isBetween(2_000L, 5_500L);
      assertThat(journal.dropped("slow")).isEqualTo(journal.first() - 11);
      assertThat(journal.health().message())
          .contains("hard limit of 4000000 bytes", journal.dropped("slow") + " of subscriber slow");
    }
    try (RocksJournal journal = new RocksJournal(bytes, java.time.Clock.systemUTC())) {
      assertThat(journal.check()).as("what retention deleted is not lost").isEmpty();
      assertThat(journal.health().message()).isEmpty();
    }
  }

  @Test
  void aClockThatJumpsDeletesNothingForADay() throws Exception {
    MovedClock clock = new MovedClock(START);
    java.util.concurrent.atomic.AtomicLong nanos = new java.util.concurrent.atomic.AtomicLong();
    Settings days =
        new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 10, 0, 0, 7);
    try (RocksJournal journal = new RocksJournal(days, clock, nanos::get)) {
      for (int i = 0; i < 5; i++) {
        append(journal, "s~1", "k" + i, "t" + i);
      }
      clock.set(START.plus(Duration.ofDays(365)));
      nanos.addAndGet(Duration.ofHours(1).toNanos());
      append(journal, "s~1", "", "wrong time");
      journal.retain();
      assertThat(journal.first()).isEqualTo(1);
      clock.set(START.plus(Duration.ofHours(2)));
      nanos.addAndGet(Duration.ofHours(1).toNanos());
      append(journal, "s~1", "", "right time again");
      journal.retain();
      assertThat(journal.first()).isEqualTo(1);
      List<JournalEntry> entries = all(journal);
      assertThat(entries.get(6).recordedAt()).isEqualTo(entries.get(5).recordedAt());
      clock.set(START.plus(Duration.ofDays(365)));
      nanos.addAndGet(Duration.ofDays(365).toNanos() - Duration.ofHours(2).toNanos());
      journal.retain();
      assertThat(journal.first()).isEqualTo(6);
    }
    clock.set(START.plus(Duration.ofDays(800)));
    try (RocksJournal journal = new RocksJournal(days, clock, nanos::get)) {
      journal.retain();
      assertThat(journal.first()).as("after two years down, or a wrong clock").isEqualTo(6);
      clock.set(START.plus(Duration.ofDays(801)));
      nanos.addAndGet(Duration.ofDays(1).toNanos());
      journal.retain();
      assertThat(journal.first()).isEqualTo(7);
    }
  }

  @Test
  void deletesTheOldestBySize() throws Exception {
    Settings bytes =
        new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 0, 2_000_000, 0, 7);
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

  private static java.util.function.LongSupplier steady(MovedClock clock) {
    return () -> Duration.between(START, clock.instant()).toNanos();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append((char) (' ' + random.nextInt(90)));
    }
    return text.toString();
  }
}
