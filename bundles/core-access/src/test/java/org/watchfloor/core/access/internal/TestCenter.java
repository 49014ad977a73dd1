package org.watchfloor.core.access.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.testkit.core.RealStore;

/** A real store in a directory, an audit log in memory that can be full, and a clock by hand. */
final class TestCenter implements AutoCloseable {
  /** Enough to be the same code, few enough for a test. */
  static final Limits LIMITS = new Limits(1_000, Duration.ofMinutes(30), Duration.ofHours(12));

  final Path directory;
  private final Path folder;
  final MemoryAudit audit = new MemoryAudit();
  final HandClock clock = new HandClock();
  SqlStore store;

  TestCenter(Path karafData) {
    System.setProperty("karaf.data", karafData.toString());
    folder = karafData;
    directory = karafData.resolve("watchfloor");
    store = RealStore.open(folder);
  }

  StoreAccess access() {
    return access(LIMITS);
  }

  StoreAccess access(Limits limits) {
    return new StoreAccess(limits, store, audit, directory, clock);
  }

  /** What is committed is there, everything else is gone. */
  void restart() {
    store.close();
    store = RealStore.open(folder);
  }

  @Override
  public void close() {
    store.close();
    System.clearProperty("karaf.data");
  }

  static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static final class MemoryAudit implements Audit {
    final List<AuditRecord> records = new ArrayList<>();
    boolean full;

    @Override
    public synchronized void record(AuditRecord record) {
      if (full) {
        throw new AuditUnavailable("disk full", new java.io.IOException());
      }
      records.add(record);
    }

    AuditRecord last() {
      return records.get(records.size() - 1);
    }

    @Override
    public List<AuditEntry> read(long after, int limit) {
      return List.of();
    }

    @Override
    public long head() {
      return records.size();
    }

    @Override
    public Optional<String> verify() {
      return Optional.empty();
    }
  }
}
