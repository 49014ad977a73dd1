package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.rocksdb.RocksDBException;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Damage;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * The journal on RocksDB. Thread-safe. Open from construction to {@link #close}; after that appends
 * are answered UNAVAILABLE and reads throw {@link IllegalStateException}.
 */
final class RocksJournal implements LocalJournal, AutoCloseable {
  private final Engine engine;

  /**
   * @throws IOException if the files cannot be opened; nothing is left open then
   */
  RocksJournal(Settings settings, Clock clock) throws IOException {
    this(settings, clock, System::nanoTime);
  }

  /**
   * @param nanos what retention compares the clock with
   */
  RocksJournal(Settings settings, Clock clock, LongSupplier nanos) throws IOException {
    engine = new Engine(settings, clock, nanos);
  }

  @Override
  public CompletionStage<Appended> append(Draft draft) {
    return engine.append(draft);
  }

  @Override
  public List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
    try {
      return engine.reader.read(after, maxEntries, maxBytes);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long head() {
    return engine.positions.head;
  }

  @Override
  public long first() {
    return engine.positions.first;
  }

  @Override
  public long positionAt(Instant time) {
    try {
      return engine.reader.positionAt(time);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public OptionalLong cursor(String name) {
    return engine.cursors.get(name);
  }

  @Override
  public void moveCursor(String name, long position) {
    engine.cursors.move(name, position);
  }

  @Override
  public void forgetCursor(String name) {
    engine.cursors.forget(name);
  }

  @Override
  public Map<String, Long> cursors() {
    return engine.cursors.all();
  }

  @Override
  public long dropped(String name) {
    return engine.retention.dropped(name);
  }

  @Override
  public AutoCloseable onWritten(LongConsumer listener) {
    // A fresh object, so that the same listener added twice is removed once by each handle.
    LongConsumer added = listener::accept;
    engine.writer.listeners().add(added);
    return () -> engine.writer.listeners().remove(added);
  }

  @Override
  public JournalStat stat() {
    return engine.stat();
  }

  @Override
  public boolean held() {
    return engine.positions.held();
  }

  @Override
  public long written() {
    return engine.positions.written;
  }

  @Override
  public void release(long upTo) {
    if (engine.positions.release(upTo)) {
      engine.writer.tell();
    }
  }

  @Override
  public List<StoredEntry> stored(long after, int maxEntries, long maxBytes) {
    try {
      return engine.copies.stored(after, maxEntries, maxBytes);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CompletionStage<Appended> install(List<StoredEntry> entries) {
    List<StoredEntry> given = List.copyOf(entries);
    return engine.order(() -> engine.copies.install(given));
  }

  @Override
  public void truncate(long after) throws IOException {
    await(engine.order(() -> engine.copies.truncate(after)));
  }

  @Override
  public void restartAt(long first) throws IOException {
    await(engine.order(() -> engine.copies.restartAt(first)));
  }

  @Override
  public long term() {
    return engine.meta.promised();
  }

  @Override
  public void promise(long term) throws IOException {
    await(engine.order(() -> engine.copies.promise(term)));
  }

  @Override
  public void appendIn(long term) {
    engine.meta.appendIn(term);
  }

  @Override
  public long termAt(long position) {
    return position < first() || position > written() ? 0 : engine.meta.termAt(position);
  }

  @Override
  public List<Damage> check() {
    try {
      return new Check(engine.positions, engine.meta).run(engine.files);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long lostUpTo() {
    return engine.lostUpTo();
  }

  @Override
  public void checkpoint(Path directory) throws IOException {
    engine.files.checkpoint(directory);
  }

  private static void await(CompletableFuture<Appended> answer) throws IOException {
    try {
      Appended appended = answer.join();
      if (appended.outcome() != Outcome.WRITTEN) {
        throw new IOException(appended.reason());
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  RocksFiles files() {
    return engine.files;
  }

  /** Deletes what retention does not keep; for tests, on the caller's thread. */
  void retain() {
    engine.retention.run();
  }

  HealthResult health() {
    return engine.health();
  }

  @Override
  public void close() {
    engine.close();
  }
}
