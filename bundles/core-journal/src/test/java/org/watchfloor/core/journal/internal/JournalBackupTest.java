package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;

/** A copy of a journal that goes on, while several of its write-ahead logs are in use. */
class JournalBackupTest {

  @Test
  void theCopyHasWhatSeveralLogsHold(@TempDir Path root) throws Exception {
    Path directory = root.resolve("journal");
    Path copy = root.resolve("copy");
    Map<String, String> figures;
    try (RocksJournal journal = Journals.open(directory)) {
      for (int i = 0; i < 3; i++) {
        Journals.append(journal, "a", "key-" + i, "text");
        nextLog(journal);
      }
      Journals.append(journal, "a", "key-last", "text");
      figures = new JournalBackup(journal, Journals.settings(directory)).write(copy);
      Journals.append(journal, "a", "key-later", "text");
    }
    assertThat(figures).containsEntry("head", "4").containsEntry("entries", "4");
    try (RocksJournal restored = Journals.open(copy)) {
      assertThat(Journals.all(restored)).hasSize(4);
      assertThat(Journals.append(restored, "a", "key-last", "text").position()).isEqualTo(4);
    }
  }

  /** Entries come while the copies are made, so that the last log of each ends anywhere. */
  @Test
  void copiesUnderLoadAreWhole(@TempDir Path root) throws Exception {
    try (RocksJournal journal = Journals.open(root.resolve("journal"))) {
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Long> load = CompletableFuture.supplyAsync(() -> load(journal, stop));
      for (int i = 0; i < 10; i++) {
        long before = journal.head();
        nextLog(journal);
        Path copy = root.resolve("copy-" + i);
        Map<String, String> figures =
            new JournalBackup(journal, Journals.settings(root)).write(copy);
        assertThat(Long.parseLong(figures.getOrDefault("head", ""))).isGreaterThanOrEqualTo(before);
        assertThat(figures.get("entries")).isEqualTo(figures.get("head"));
      }
      stop.set(true);
      assertThat(load.get(20, TimeUnit.SECONDS)).isGreaterThan(100);
    }
  }

  private static long load(RocksJournal journal, AtomicBoolean stop) {
    long sent = 0;
    for (; !stop.get(); sent++) {
      journal.append(Journals.draft("load", "key-" + sent, "x".repeat(500)));
      if (sent % 50 == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
    return sent;
  }

  /**
   * Memory of one table goes to a file, and a new log begins; the others still need the old one.
   */
  private static void nextLog(RocksJournal journal) throws Exception {
    journal.moveCursor("somebody", journal.head());
    journal
        .files()
        .use(
            tables -> {
              try (FlushOptions now = new FlushOptions().setWaitForFlush(true)) {
                tables.db.flush(now, tables.keys);
              }
              return 0;
            });
  }
}
