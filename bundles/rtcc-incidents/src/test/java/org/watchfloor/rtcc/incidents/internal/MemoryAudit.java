package org.watchfloor.rtcc.incidents.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;

/** An audit log in memory that a test can take away. */
final class MemoryAudit implements Audit {
  private final List<AuditRecord> records = new ArrayList<>();
  private boolean down;

  synchronized void down(boolean value) {
    down = value;
  }

  synchronized List<AuditRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public synchronized void record(AuditRecord record) {
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
    return entries;
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
