package org.watchfloor.testkit.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;

/**
 * An audit log in memory that a test can take away: stands for core-audit, without its file and its
 * chain of hashes. Thread-safe.
 */
public final class MemoryAudit implements Audit {
  private final List<AuditRecord> records = new ArrayList<>();
  private boolean down;
  private Runnable before = () -> {};

  /** While it is down nothing can be recorded. */
  public synchronized void down(boolean value) {
    down = value;
  }

  /** Runs before each record is kept, on the thread of whoever records. */
  public synchronized void before(Runnable look) {
    before = look;
  }

  /** All that was recorded, in order. */
  public synchronized List<AuditRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void record(AuditRecord record) {
    look().run();
    keep(record);
  }

  private synchronized Runnable look() {
    return before;
  }

  private synchronized void keep(AuditRecord record) {
    if (down) {
      throw new AuditUnavailable("said the test", new IllegalStateException());
    }
    records.add(record);
  }

  @Override
  public List<AuditEntry> read(long after, int limit) {
    List<AuditEntry> entries = new ArrayList<>();
    for (AuditRecord record : records()) {
      entries.add(new AuditEntry(entries.size() + 1L, Instant.EPOCH, record, ""));
    }
    return entries.stream().skip(after).limit(limit).toList();
  }

  @Override
  public synchronized long head() {
    return records.size();
  }

  @Override
  public Optional<String> verify() {
    return Optional.empty();
  }
}
