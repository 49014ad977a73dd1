package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.journal.internal.Journals.all;
import static org.watchfloor.core.journal.internal.Journals.append;
import static org.watchfloor.core.journal.internal.Journals.open;
import static org.watchfloor.core.journal.internal.Journals.send;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.testkit.MovedClock;

class RocksJournalTest {
  @TempDir Path directory;

  @Test
  void keepsOrderAndGoesOnAfterReopen() throws Exception {
    try (RocksJournal journal = open(directory)) {
      assertThat(journal.head()).isZero();
      assertThat(journal.first()).isZero();
      assertThat(all(journal)).isEmpty();
      for (int i = 1; i <= 100; i++) {
        assertThat(append(journal, "s~1", "k" + i, "t" + i))
            .isEqualTo(new Appended(Outcome.WRITTEN, i, ""));
      }
    }
    try (RocksJournal journal = open(directory)) {
      assertThat(append(journal, "s~1", "", "t101").position()).isEqualTo(101);
      assertThat(journal.head()).isEqualTo(101);
      assertThat(journal.first()).isEqualTo(1);
      assertThat(all(journal).stream().map(Journals::text))
          .containsExactlyElementsOf(numbered("t", 101));
      assertThat(journal.read(40, 3, Long.MAX_VALUE).stream().map(JournalEntry::position))
          .containsExactly(41L, 42L, 43L);
      assertThat(journal.read(0, 100, 3)).hasSize(2);
      assertThat(journal.read(101, 100, 100)).isEmpty();
    }
  }

  private static List<String> numbered(String prefix, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      texts.add(prefix + i);
    }
    return texts;
  }

  @Test
  void keepsAnEntryOncePerStreamAndKeyAcrossReopen() throws Exception {
    try (RocksJournal journal = open(directory)) {
      append(journal, "s~1", "a", "first");
      assertThat(append(journal, "s~1", "a", "again"))
          .isEqualTo(new Appended(Outcome.DUPLICATE, 1, ""));
      assertThat(append(journal, "s~2", "a", "other stream").outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(append(journal, "s~2", "", "no key").outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(append(journal, "s~2", "", "no key").outcome()).isEqualTo(Outcome.WRITTEN);
    }
    try (RocksJournal journal = open(directory)) {
      assertThat(append(journal, "s~1", "a", "again"))
          .isEqualTo(new Appended(Outcome.DUPLICATE, 1, ""));
      assertThat(journal.stat().duplicates()).isEqualTo(1);
      assertThat(journal.head()).isEqualTo(4);
    }
  }

  @Test
  void noticesADuplicateWithinOneGroup() throws Exception {
    try (RocksJournal journal = open(directory)) {
      CountDownLatch go = Journals.holdWriter(journal);
      CompletableFuture<Appended> first = send(journal, "s~1", "a", "1");
      CompletableFuture<Appended> second = send(journal, "s~1", "a", "2");
      go.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(second.get(20, TimeUnit.SECONDS))
          .isEqualTo(new Appended(Outcome.DUPLICATE, 2, ""));
    }
  }

  @Test
  void keepsCursorsAcrossReopen() throws Exception {
    try (RocksJournal journal = open(directory)) {
      assertThat(journal.cursor("plates")).isEmpty();
      journal.moveCursor("plates", 5);
      journal.moveCursor("gone", 6);
      append(journal, "s~1", "", "x");
      journal.forgetCursor("gone");
      journal.moveCursor("plates", 7);
    }
    try (RocksJournal journal = open(directory)) {
      assertThat(journal.cursors()).containsOnly(java.util.Map.entry("plates", 7L));
      assertThat(journal.cursor("plates")).hasValue(7);
    }
  }

  @Test
  void writesWhatWaitsAsOneGroupAndTellsListenersOnce() throws Exception {
    try (RocksJournal journal = open(directory)) {
      CountDownLatch go = Journals.holdWriter(journal);
      long groupsBefore = journal.stat().groups();
      AtomicLong calls = new AtomicLong();
      AtomicLong head = new AtomicLong();
      try (AutoCloseable ignored =
          journal.onWritten(
              position -> {
                calls.incrementAndGet();
                head.set(position);
              })) {
        List<CompletableFuture<Appended>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          answers.add(send(journal, "s~" + i % 7, "k" + i, "t" + i));
        }
        assertThat(journal.stat().queued()).isEqualTo(1_000);
        go.countDown();
        CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
            .get(20, TimeUnit.SECONDS);
        append(journal, "s~1", "", "last");
        assertThat(journal.stat().groups() - groupsBefore).isLessThanOrEqualTo(3);
        assertThat(journal.stat().written()).isEqualTo(1_002);
      }
      append(journal, "s~1", "", "after the handle is closed");
      assertThat(calls.get()).isLessThanOrEqualTo(4);
      assertThat(head.get()).isLessThanOrEqualTo(1_002);
    }
  }

  @Test
  void answersOverloadedAtOnceWhenTheQueueIsFull() throws Exception {
    Settings small = new Settings(directory, false, 10, 64L << 20, 4_096, 1L << 20, 20, 0, 0, 0, 7);
    try (RocksJournal journal = new RocksJournal(small, Clock.systemUTC())) {
      CountDownLatch go = Journals.holdWriter(journal);
      List<CompletableFuture<Appended>> taken = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        taken.add(send(journal, "s~1", "", "t"));
      }
      CompletableFuture<Appended> refused = send(journal, "s~1", "", "t");
      assertThat(refused).isDone();
      assertThat(refused.join().outcome()).isEqualTo(Outcome.OVERLOADED);
      assertThat(journal.stat().refused()).isEqualTo(1);
      go.countDown();
      for (CompletableFuture<Appended> answer : taken) {
        assertThat(answer.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.WRITTEN);
      }
    }
  }

  @Test
  void theQueueIsBoundedByBytesToo() {
    Pending pending = new Pending(1_000, 10_000);
    Pending.Item item = Pending.Item.of(Journals.draft("s~1", "", "x".repeat(6_000)));
    assertThat(pending.offer(item)).isEqualTo(Pending.Admission.TAKEN);
    assertThat(pending.offer(item)).isEqualTo(Pending.Admission.FULL);
  }

  @Test
  void leavesACorruptEntryOut() throws Exception {
    try (RocksJournal journal = open(directory)) {
      for (int i = 1; i <= 5; i++) {
        append(journal, "s~1", "k" + i, "t" + i);
      }
    }
    try (Tables tables = new Tables(directory, Tables.Mode.STRICT)) {
      byte[] at = EntryCodec.position(3);
      byte[] value = tables.db.get(tables.entries, at);
      value[value.length - 1] ^= 1;
      tables.db.put(tables.entries, at, value);
    }
    try (RocksJournal journal = open(directory)) {
      assertThat(journal.health()).isEqualTo(HealthResult.OK);
      assertThat(all(journal).stream().map(Journals::text)).containsExactly("t1", "t2", "t4", "t5");
      assertThat(journal.read(2, 1, 1).get(0).position()).isEqualTo(4);
      assertThat(journal.health().level()).isEqualTo(HealthResult.Level.WARN);
      assertThat(journal.health().message()).startsWith("1 corrupt");
      assertThat(append(journal, "s~1", "k6", "t6").position()).isEqualTo(6);
    }
  }

  @Test
  void findsPositionsByTimeEvenWhenTheClockWasSetBack() throws Exception {
    Instant start = Instant.parse("2026-11-24T10:00:00Z");
    MovedClock clock = new MovedClock(start);
    try (RocksJournal journal = new RocksJournal(Journals.settings(directory), clock)) {
      assertThat(journal.positionAt(start)).isEqualTo(1);
      for (int i = 0; i < 50; i++) {
        clock.set(start.plusSeconds(i));
        append(journal, "s~1", "", "t");
      }
      assertThat(journal.positionAt(start.minusSeconds(1))).isEqualTo(1);
      assertThat(journal.positionAt(start)).isEqualTo(1);
      assertThat(journal.positionAt(start.plusMillis(500))).isEqualTo(2);
      assertThat(journal.positionAt(start.plusSeconds(30))).isEqualTo(31);
      assertThat(journal.positionAt(start.plusSeconds(50))).isEqualTo(51);
    }
    clock.set(start);
    try (RocksJournal journal = new RocksJournal(Journals.settings(directory), clock)) {
      append(journal, "s~1", "", "t");
      assertThat(all(journal).get(50).recordedAt()).isEqualTo(start.plusSeconds(49));
    }
  }

  @Test
  void refusesAfterClose() throws Exception {
    RocksJournal journal = open(directory);
    CompletableFuture<Appended> before = send(journal, "s~1", "", "t");
    journal.close();
    journal.close();
    assertThat(before.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(append(journal, "s~1", "", "t").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(journal.head()).isEqualTo(1);
    assertThatThrownBy(() -> all(journal)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closesWhileOthersReadAndAppend() throws Exception {
    for (int round = 0; round < 5; round++) {
      RocksJournal journal = open(directory);
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread user = new Thread(() -> useUntilClosed(journal));
        user.start();
        users.add(user);
      }
      Thread.sleep(50);
      journal.close();
      for (Thread user : users) {
        user.join(20_000);
        assertThat(user.isAlive()).isFalse();
      }
    }
  }

  private static void useUntilClosed(RocksJournal journal) {
    try {
      while (true) {
        journal.append(Journals.draft("s~1", "", "t"));
        journal.read(Math.max(0, journal.head() - 100), 100, 10_000);
        journal.positionAt(Instant.EPOCH);
      }
    } catch (IllegalStateException closed) {
      // what a reader gets from then on
    }
  }
}
