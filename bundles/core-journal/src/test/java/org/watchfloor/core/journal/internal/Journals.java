package org.watchfloor.core.journal.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;

/** What the tests here share. */
final class Journals {
  private Journals() {}

  static Settings settings(Path directory) {
    return new Settings(directory, false, 50_000, 64L << 20, 4_096, 1L << 20, 20, 0, 0, 0, 7);
  }

  static Settings held(Path directory) {
    return new Settings(directory, true, 50_000, 64L << 20, 4_096, 1L << 20, 20, 0, 0, 0, 7);
  }

  static RocksJournal open(Path directory) throws Exception {
    return new RocksJournal(settings(directory), Clock.systemUTC());
  }

  static Draft draft(String stream, String key, String payload) {
    return new Draft(EntryType.SIGNAL, stream, key, payload.getBytes(StandardCharsets.UTF_8));
  }

  static CompletableFuture<Appended> send(Journal journal, String stream, String key, String text) {
    return journal.append(draft(stream, key, text)).toCompletableFuture();
  }

  static Appended append(Journal journal, String stream, String key, String text) throws Exception {
    return send(journal, stream, key, text).get(20, TimeUnit.SECONDS);
  }

  static List<JournalEntry> all(Journal journal) {
    return journal.read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  static String text(JournalEntry entry) {
    return new String(entry.payload(), StandardCharsets.UTF_8);
  }

  /** Holds the writer's thread inside the answer to an entry, until the latch is let go. */
  static CountDownLatch holdWriter(RocksJournal journal) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    journal
        .append(draft("hold", "", "hold"))
        .thenRun(
            () -> {
              held.countDown();
              await(go);
            });
    await(held);
    return go;
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited 20 s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
