package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.journal.internal.Journals.all;
import static org.watchfloor.core.journal.internal.Journals.append;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.StoredEntry;

/** A journal that is held, and copies of it. */
class HeldJournalTest {
  @TempDir Path directory;

  private static RocksJournal held(Path directory) throws Exception {
    return new RocksJournal(Journals.held(directory), Clock.systemUTC());
  }

  @Test
  void showsEntriesOnlyWhenReleased() throws Exception {
    try (RocksJournal journal = held(directory)) {
      List<Long> told = new ArrayList<>();
      try (AutoCloseable ignored = journal.onWritten(told::add)) {
        for (int i = 1; i <= 5; i++) {
          assertThat(append(journal, "s~1", "k" + i, "t" + i).position()).isEqualTo(i);
        }
        assertThat(journal.written()).isEqualTo(5);
        assertThat(journal.head()).isZero();
        assertThat(all(journal)).isEmpty();
        assertThat(append(journal, "s~1", "k4", "again"))
            .isEqualTo(new Appended(Outcome.DUPLICATE, 4, ""));
        assertThat(told).isEmpty();
        journal.release(3);
        journal.release(2);
        assertThat(told).containsExactly(3L);
      }
      assertThat(all(journal).stream().map(JournalEntry::position)).containsExactly(1L, 2L, 3L);
      journal.release(99);
      assertThat(journal.head()).isEqualTo(5);
    }
  }

  @Test
  void remembersWhatIsReleasedAndPromised() throws Exception {
    try (RocksJournal journal = held(directory)) {
      for (int i = 1; i <= 5; i++) {
        append(journal, "s~1", "", "t");
      }
      journal.release(3);
      journal.promise(7);
      assertThatThrownBy(() -> journal.promise(6)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> journal.appendIn(8)).isInstanceOf(IllegalArgumentException.class);
      journal.appendIn(7);
      append(journal, "s~1", "", "t");
    }
    try (RocksJournal journal = held(directory)) {
      assertThat(journal.head()).isEqualTo(3);
      assertThat(journal.written()).isEqualTo(6);
      assertThat(journal.term()).isEqualTo(7);
      assertThat(journal.termAt(5)).isZero();
      assertThat(journal.termAt(6)).isEqualTo(7);
      assertThat(journal.termAt(7)).isZero();
    }
  }

  @Test
  void everyEntryOfAJournalThatIsHeldNoMoreIsVisible() throws Exception {
    try (RocksJournal journal = held(directory)) {
      append(journal, "s~1", "", "t");
    }
    try (RocksJournal journal = Journals.open(directory)) {
      assertThat(journal.head()).isEqualTo(1);
      append(journal, "s~1", "", "t");
    }
    try (RocksJournal journal = held(directory)) {
      assertThat(journal.head()).isEqualTo(2);
      append(journal, "s~1", "", "t");
      assertThat(journal.head()).isEqualTo(2);
    }
    try (RocksJournal journal = held(directory)) {
      assertThat(journal.head()).isEqualTo(2);
      assertThat(journal.written()).isEqualTo(3);
    }
  }

  @Test
  void copiesAreTheSameAsWhatTheyAreCopiesOf() throws Exception {
    try (RocksJournal leader = held(directory.resolve("a"));
        RocksJournal follower = held(directory.resolve("b"))) {
      fill(leader, 1, 3);
      fill(leader, 2, 4);
      List<StoredEntry> stored = leader.stored(0, 5, Long.MAX_VALUE);
      assertThat(stored).hasSize(5);
      assertThat(install(follower, stored)).isEqualTo(new Appended(Outcome.WRITTEN, 5, ""));
      assertThat(install(follower, stored).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(install(follower, leader.stored(5, 100, 1))).extracting("position").isEqualTo(6L);
      assertThat(install(follower, leader.stored(6, 100, 1))).extracting("position").isEqualTo(7L);
      assertThat(follower.head()).isZero();
      follower.release(7);
      leader.release(7);
      assertThat(all(follower)).usingRecursiveComparison().isEqualTo(all(leader));
      for (int i = 1; i <= 8; i++) {
        assertThat(follower.termAt(i)).isEqualTo(leader.termAt(i));
      }
      assertThat(append(follower, "s~1", "1-2", "known").outcome()).isEqualTo(Outcome.DUPLICATE);
    }
  }

  @Test
  void refusesACopyThatIsCorrupt() throws Exception {
    try (RocksJournal leader = held(directory.resolve("a"));
        RocksJournal follower = held(directory.resolve("b"))) {
      fill(leader, 1, 3);
      List<StoredEntry> stored = leader.stored(0, 5, Long.MAX_VALUE);
      stored.get(1).bytes()[20] ^= 1;
      assertThat(install(follower, stored).reason()).contains("entry 2").contains("checksum");
      assertThat(follower.written()).isZero();
    }
  }

  @Test
  void takesBackWhatIsNotVisible() throws Exception {
    try (RocksJournal journal = held(directory)) {
      fill(journal, 1, 3);
      fill(journal, 2, 3);
      journal.release(2);
      assertThatThrownBy(() -> journal.truncate(1)).isInstanceOf(IllegalArgumentException.class);
      journal.truncate(4);
      assertThat(journal.written()).isEqualTo(4);
      assertThat(journal.termAt(4)).isEqualTo(2);
      journal.truncate(3);
      assertThat(journal.termAt(4)).isZero();
      assertThat(append(journal, "s~1", "2-0", "new").position()).isEqualTo(4);
      assertThat(append(journal, "s~1", "1-0", "known").outcome()).isEqualTo(Outcome.DUPLICATE);
    }
    try (RocksJournal journal = held(directory)) {
      assertThat(journal.written()).isEqualTo(4);
      assertThat(journal.head()).isEqualTo(2);
      journal.release(4);
      assertThat(Journals.text(all(journal).get(3))).isEqualTo("new");
    }
  }

  @Test
  void anEmptyJournalCanBeTruncatedToNothing() throws Exception {
    try (RocksJournal journal = held(directory)) {
      fill(journal, 1, 3);
      journal.truncate(0);
      assertThat(journal.written()).isZero();
      assertThat(journal.first()).isZero();
    }
    try (RocksJournal journal = held(directory)) {
      assertThat(journal.written()).isZero();
      assertThat(append(journal, "s~1", "1-0", "t").position()).isEqualTo(1);
    }
  }

  @Test
  void beginsAnewForCopiesFromAPosition() throws Exception {
    try (RocksJournal leader = held(directory.resolve("a"));
        RocksJournal follower = held(directory.resolve("b"))) {
      fill(leader, 3, 10);
      fill(follower, 1, 2);
      follower.release(1);
      follower.restartAt(8);
      assertThat(follower.written()).isEqualTo(7);
      assertThat(follower.head()).isEqualTo(7);
      assertThat(follower.first()).isZero();
      assertThat(follower.termAt(1)).isZero();
    }
    try (RocksJournal leader = held(directory.resolve("a"));
        RocksJournal follower = held(directory.resolve("b"))) {
      assertThat(follower.written()).isEqualTo(7);
      assertThat(install(follower, leader.stored(7, 100, 100_000)).position()).isEqualTo(10);
      assertThat(follower.first()).isEqualTo(8);
      assertThat(follower.termAt(8)).isEqualTo(3);
      follower.release(10);
      assertThat(all(follower).stream().map(JournalEntry::position)).containsExactly(8L, 9L, 10L);
      assertThat(append(follower, "s~1", "1-0", "new").outcome()).isEqualTo(Outcome.WRITTEN);
    }
  }

  @Test
  void aCheckpointOpensLikeTheJournalAndHasItsFigures() throws Exception {
    Path copy = directory.resolve("copy");
    try (RocksJournal journal = Journals.open(directory.resolve("a"))) {
      fill(journal, 0, 100);
      JournalBackup backup = new JournalBackup(journal, Journals.settings(directory));
      java.nio.file.Files.createDirectory(copy);
      var figures = backup.write(copy);
      assertThat(figures).containsEntry("entries", "100").containsEntry("head", "100");
      assertThat(backup.figures()).isEqualTo(figures);
      append(journal, "s~1", "", "later");
      assertThat(backup.figures().get("crc")).isNotEqualTo(figures.get("crc"));
      try (RocksJournal restored = Journals.open(copy)) {
        assertThat(new JournalBackup(restored, Journals.settings(copy)).figures())
            .isEqualTo(figures);
        assertThat(append(restored, "s~1", "", "on").position()).isEqualTo(101);
      }
    }
  }

  private static void fill(RocksJournal journal, long term, int count) throws Exception {
    if (term > 0) {
      journal.promise(term);
      journal.appendIn(term);
    }
    for (int i = 0; i < count; i++) {
      append(journal, "s~1", term + "-" + i, "t");
    }
  }

  private static Appended install(RocksJournal journal, List<StoredEntry> entries)
      throws Exception {
    return journal.install(entries).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
