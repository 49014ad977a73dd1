package org.watchfloor.core.bus.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;

/** A journal without a disk. The real one is under the bus in the tests of the distribution. */
final class MemoryJournal implements Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<String, Long> keys = new ConcurrentHashMap<>();
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private long deletedUpTo;

  @Override
  public CompletionStage<Appended> append(Draft draft) {
    long position;
    synchronized (this) {
      position = entries.size() + 1L;
      String key = draft.type() + "/" + draft.stream() + "/" + draft.duplicateKey();
      Long known = draft.duplicateKey().isEmpty() ? null : keys.putIfAbsent(key, position);
      if (known != null) {
        return CompletableFuture.completedFuture(
            new Appended(Appended.Outcome.DUPLICATE, known, ""));
      }
      entries.add(
          new JournalEntry(position, draft.type(), Instant.EPOCH, draft.stream(), draft.payload()));
    }
    listeners.forEach(listener -> listener.accept(position));
    return CompletableFuture.completedFuture(new Appended(Appended.Outcome.WRITTEN, position, ""));
  }

  /** As retention does. */
  synchronized void deleteUpTo(long position) {
    deletedUpTo = position;
  }

  @Override
  public synchronized List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
    long from = Math.max(after, deletedUpTo);
    if (from >= entries.size()) {
      return List.of();
    }
    int to = (int) Math.min(entries.size(), from + maxEntries);
    return List.copyOf(entries.subList((int) from, to));
  }

  @Override
  public synchronized long head() {
    return entries.size();
  }

  @Override
  public synchronized long first() {
    return entries.isEmpty() ? 0 : deletedUpTo + 1;
  }

  @Override
  public long positionAt(Instant time) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalLong cursor(String name) {
    Long cursor = cursors.get(name);
    return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor);
  }

  @Override
  public void moveCursor(String name, long position) {
    cursors.put(name, position);
  }

  @Override
  public void forgetCursor(String name) {
    cursors.remove(name);
  }

  @Override
  public Map<String, Long> cursors() {
    return Map.copyOf(cursors);
  }

  @Override
  public AutoCloseable onWritten(LongConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public JournalStat stat() {
    throw new UnsupportedOperationException();
  }
}
