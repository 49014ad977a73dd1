package org.watchfloor.core.access.internal;

import java.lang.annotation.Annotation;
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
import org.watchfloor.core.store.internal.StoreConfig;

/** A real store in a directory, an audit log in memory that can be full, and a clock by hand. */
final class TestCenter implements AutoCloseable {
  /** Enough to be the same code, few enough for a test. */
  static final Limits LIMITS = new Limits(1_000, Duration.ofMinutes(30), Duration.ofHours(12));

  final Path directory;
  final MemoryAudit audit = new MemoryAudit();
  final HandClock clock = new HandClock();
  SqlStore store;

  TestCenter(Path karafData) {
    System.setProperty("karaf.data", karafData.toString());
    directory = karafData.resolve("watchfloor");
    store = new SqlStore(new Defaults());
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
    store = new SqlStore(new Defaults());
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

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private static final class Defaults implements StoreConfig {
    @Override
    public int busy_timeout_ms() {
      return 5_000;
    }

    @Override
    public int readers() {
      return 2;
    }

    @Override
    public long disk_min_free_mib() {
      return 0;
    }

    @Override
    public long media_max_bytes() {
      return 1_024;
    }

    @Override
    public int media_retention_days() {
      return 0;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return StoreConfig.class;
    }
  }
}
