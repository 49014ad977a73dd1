package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * A held log in memory, as its javadoc says it must be. Survives what the test calls a kill of the
 * node: what was not yet written when {@link #powerCut} came is lost, what was is not. Checks at
 * every step what must never happen.
 */
final class FakeLog implements LocalJournal, AutoCloseable {
  private record Row(long term, byte[] bytes) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Long> keys = new HashMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private ExecutorService writer = Executors.newSingleThreadExecutor();
  private long base;
  private long head;
  private long promised;
  private long appendTerm;
  private volatile boolean refuses;

  /** What is in the writer's queue never comes to the disk. Opens anew at once. */
  void powerCut() {
    writer.shutdownNow();
    synchronized (this) {
      listeners.clear();
      writer = Executors.newSingleThreadExecutor();
    }
  }

  void refuse(boolean refuse) {
    refuses = refuse;
  }

  @Override
  public CompletionStage<Appended> append(Draft draft) {
    CompletableFuture<Appended> answer = new CompletableFuture<>();
    later(() -> answer.complete(write(draft)));
    return answer;
  }

  private synchronized void later(Runnable task) {
    writer.execute(task);
  }

  private synchronized Appended write(Draft draft) {
    if (refuses) {
      return new Appended(Outcome.UNAVAILABLE, 0, "the disk is full");
    }
    String key = draft.duplicateKey().isEmpty() ? "" : draft.stream() + '\n' + draft.duplicateKey();
    Long known = keys.get(key);
    if (known != null) {
      return new Appended(Outcome.DUPLICATE, known, "");
    }
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(4 + keyBytes.length + draft.payload().length)
            .putInt(keyBytes.length)
            .put(keyBytes)
            .put(draft.payload())
            .array();
    add(new Row(appendTerm, bytes));
    return new Appended(Outcome.WRITTEN, written(), "");
  }

  private void add(Row row) {
    long before = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).term();
    if (row.term() < before) {
      throw new IllegalStateException("term " + row.term() + " after " + before);
    }
    rows.add(row);
    String key = key(row);
    if (!key.isEmpty()) {
      keys.put(key, written());
    }
  }

  private static String key(Row row) {
    return new String(
        row.bytes(), 4, ByteBuffer.wrap(row.bytes()).getInt(), StandardCharsets.UTF_8);
  }

  private static byte[] payload(Row row) {
    int from = 4 + ByteBuffer.wrap(row.bytes()).getInt();
    return java.util.Arrays.copyOfRange(row.bytes(), from, row.bytes().length);
  }

  /** Payload at a visible position, as text. */
  synchronized String text(long position) {
    return new String(payload(rows.get((int) (position - base - 1))), StandardCharsets.UTF_8);
  }

  /** Forgets the oldest entries, as retention does. */
  synchronized void retain(long first) {
    while (base + 1 < first && !rows.isEmpty()) {
      rows.remove(0);
      base++;
    }
  }

  @Override
  public synchronized List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
    List<JournalEntry> found = new ArrayList<>();
    for (long p = Math.max(after, base) + 1; p <= head && found.size() < maxEntries; p++) {
      byte[] payload = payload(rows.get((int) (p - base - 1)));
      found.add(new JournalEntry(p, EntryType.CHANGE, Instant.EPOCH, "s", payload));
    }
    return found;
  }

  @Override
  public synchronized long head() {
    return head;
  }

  @Override
  public synchronized long first() {
    return rows.isEmpty() ? 0 : base + 1;
  }

  @Override
  public long positionAt(Instant time) {
    return head() + 1;
  }

  @Override
  public synchronized OptionalLong cursor(String name) {
    Long cursor = cursors.get(name);
    return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor);
  }

  @Override
  public synchronized void moveCursor(String name, long position) {
    cursors.put(name, position);
  }

  @Override
  public synchronized void forgetCursor(String name) {
    cursors.remove(name);
  }

  @Override
  public synchronized Map<String, Long> cursors() {
    return Map.copyOf(cursors);
  }

  @Override
  public AutoCloseable onWritten(LongConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public JournalStat stat() {
    return new JournalStat(written(), 0, 0, 0, 0, 0);
  }

  @Override
  public boolean held() {
    return true;
  }

  @Override
  public synchronized long written() {
    return base + rows.size();
  }

  @Override
  public void release(long upTo) {
    long now;
    synchronized (this) {
      if (upTo > written()) {
        throw new IllegalStateException("released " + upTo + " of " + written());
      }
      head = Math.max(head, upTo);
      now = head;
    }
    listeners.forEach(listener -> listener.accept(now));
  }

  @Override
  public synchronized List<StoredEntry> stored(long after, int maxEntries, long maxBytes) {
    List<StoredEntry> found = new ArrayList<>();
    if (after < base) {
      return found;
    }
    for (long p = after + 1; p <= written() && found.size() < maxEntries; p++) {
      Row row = rows.get((int) (p - base - 1));
      found.add(new StoredEntry(p, row.term(), row.bytes()));
    }
    return found;
  }

  @Override
  public CompletionStage<Appended> install(List<StoredEntry> entries) {
    CompletableFuture<Appended> answer = new CompletableFuture<>();
    later(() -> answer.complete(take(entries)));
    return answer;
  }

  private synchronized Appended take(List<StoredEntry> entries) {
    if (refuses) {
      return new Appended(Outcome.UNAVAILABLE, 0, "the disk is full");
    }
    for (StoredEntry entry : entries) {
      if (entry.position() != written() + 1) {
        return new Appended(Outcome.UNAVAILABLE, 0, "a gap before " + entry.position());
      }
      add(new Row(entry.term(), entry.bytes()));
    }
    return new Appended(Outcome.WRITTEN, written(), "");
  }

  @Override
  public synchronized void truncate(long after) {
    if (after < head) {
      throw new IllegalArgumentException("entry " + head + " is visible");
    }
    while (written() > after) {
      keys.remove(key(rows.remove(rows.size() - 1)));
    }
  }

  @Override
  public synchronized void restartAt(long first) {
    rows.clear();
    keys.clear();
    base = first - 1;
    head = base;
  }

  @Override
  public synchronized long term() {
    return promised;
  }

  @Override
  public synchronized void promise(long term) throws IOException {
    if (refuses) {
      throw new IOException("the disk is full");
    }
    if (term < promised) {
      throw new IllegalArgumentException("term " + term + " after " + promised);
    }
    promised = term;
  }

  @Override
  public synchronized void appendIn(long term) {
    appendTerm = term;
  }

  @Override
  public synchronized long termAt(long position) {
    long index = position - base - 1;
    return index < 0 || index >= rows.size() ? 0 : rows.get((int) index).term();
  }

  @Override
  public void checkpoint(Path directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }
}
