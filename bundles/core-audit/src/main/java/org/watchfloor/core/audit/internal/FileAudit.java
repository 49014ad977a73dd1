package org.watchfloor.core.audit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/**
 * The audit log in files of JSON lines, each line with the hash of the one before. Thread-safe.
 * Callers that come while another waits for the disk share the next sync. What the chain cannot
 * show is that its newest entries were deleted while the center was stopped: keep {@code head} and
 * its hash elsewhere for that.
 */
@Component(
    service = {Audit.class, HealthCheck.class},
    configurationPid = AuditConfig.PID)
@Designate(ocd = AuditConfig.class)
public final class FileAudit implements Audit, HealthCheck, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileAudit.class);
  private static final long FIRST_VERIFICATION_MINUTES = 1;

  private final Path directory;
  private final long minFreeBytes;
  private final Clock clock;
  private final Appender appender;
  private final ScheduledExecutorService verifier;
  private final ReentrantLock turn = new ReentrantLock();
  private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private boolean closed;
  private volatile @Nullable IOException failure;
  private volatile Optional<String> broken = Optional.empty();

  /** A record on its way to disk; guarded by {@link #turn}. */
  private static final class Waiting {
    private final byte[] record;
    private boolean settled;
    private @Nullable Throwable failure;

    Waiting(byte[] record) {
      this.record = record;
    }
  }

  /** Opens the log of this Karaf. */
  @Activate
  public FileAudit(AuditConfig config) throws IOException {
    this(
        Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "audit"),
        config.rotate_bytes(),
        config.disk_min_free_mib() << 20,
        Clock.systemUTC());
    if (config.verify_hours() > 0) {
      verifier.scheduleWithFixedDelay(
          this::verifySafely,
          FIRST_VERIFICATION_MINUTES,
          TimeUnit.HOURS.toMinutes(config.verify_hours()),
          TimeUnit.MINUTES);
    }
  }

  FileAudit(Path directory, long rotateBytes, long minFreeBytes, Clock clock) throws IOException {
    this.directory = directory;
    this.minFreeBytes = minFreeBytes;
    this.clock = clock;
    this.appender = new Appender(directory, rotateBytes);
    this.verifier = Executors.newSingleThreadScheduledExecutor(FileAudit::thread);
    appender.repair().ifPresent(this::recordRepair);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-audit-verify");
    thread.setDaemon(true);
    return thread;
  }

  private void recordRepair(Appender.Repair repair) {
    record(
        new AuditRecord(
            "system",
            "local",
            "audit.repair",
            repair.file().getFileName().toString(),
            Outcome.DONE,
            "the end was torn",
            Map.of(
                "bytes", Long.toString(repair.bytes()),
                "set-aside-in", repair.torn().getFileName().toString())));
  }

  @Override
  public void record(AuditRecord record) {
    Waiting mine = new Waiting(EntryCodec.encode(record));
    waiting.add(mine);
    turn.lock();
    try {
      if (!mine.settled) {
        writeGroup();
      }
      if (mine.failure != null) {
        throw new AuditUnavailable(
            record.action() + " cannot be recorded, so it must not be done: " + mine.failure,
            mine.failure);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Writes all that wait, the caller's own among them. */
  private void writeGroup() {
    List<Waiting> group = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
    }
    @Nullable Throwable cause = new IllegalStateException("the audit log failed unexpectedly");
    try {
      write(group);
      cause = null;
    } catch (IOException e) {
      cause = e;
    } finally {
      for (Waiting one : group) {
        one.settled = true;
        one.failure = cause;
      }
    }
  }

  private void write(List<Waiting> group) throws IOException {
    if (closed) {
      throw new IOException("the audit log is closed");
    }
    Instant now = Instant.now(clock);
    List<byte[]> bodies = new ArrayList<>(group.size());
    for (Waiting one : group) {
      bodies.add(EntryCodec.body(now, one.record));
    }
    try {
      appender.append(bodies);
      failure = null;
    } catch (IOException e) {
      if (failure == null) {
        LOG.error("The audit log cannot be written; what must be audited is refused", e);
      }
      failure = e;
      throw e;
    }
  }

  @Override
  public List<AuditEntry> read(long after, int limit) {
    List<AuditEntry> result = new ArrayList<>();
    List<Segment> segments = List.copyOf(appender.segments());
    try {
      int from = 0;
      for (int i = 1; i < segments.size() && after > 0; i++) {
        from = segments.get(i).beginsBy(after + 1) ? i : from;
      }
      for (int i = from; i < segments.size() && result.size() < limit; i++) {
        segments.get(i).read(after, limit, result);
      }
      return result;
    } catch (IOException e) {
      throw new AuditUnavailable("the audit log cannot be read: " + e, e);
    }
  }

  @Override
  public long head() {
    return appender.number();
  }

  @Override
  public Optional<String> verify() {
    List<Chain.Part> parts = new ArrayList<>();
    long number;
    String hash;
    turn.lock();
    try {
      for (Segment segment : appender.segments()) {
        parts.add(new Chain.Part(segment.path(), segment.length()));
      }
      number = appender.number();
      hash = appender.hash();
    } finally {
      turn.unlock();
    }
    broken = walk(parts, number, hash);
    broken.ifPresent(fault -> LOG.error("The audit log does not hold: {}", fault));
    return broken;
  }

  private static Optional<String> walk(List<Chain.Part> parts, long number, String hash) {
    Chain chain = new Chain();
    try {
      Optional<String> fault = chain.walk(parts);
      if (fault.isEmpty() && !(chain.number() == number && chain.hash().equals(hash))) {
        return Optional.of(
            "entry %d is missing: the log ends before it, %d was written last"
                .formatted(chain.number() + 1, number));
      }
      return fault;
    } catch (IOException e) {
      return Optional.of("entry " + (chain.number() + 1) + " cannot be read: " + e);
    }
  }

  /** A job that throws would never run again. */
  private void verifySafely() {
    try {
      verify();
    } catch (RuntimeException e) {
      LOG.error("The audit log cannot be verified", e);
    }
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public HealthResult check() {
    tryAgain();
    IOException cause = failure;
    if (cause != null) {
      return HealthResult.critical("The audit log cannot be written: " + cause);
    }
    Optional<String> fault = broken;
    if (fault.isPresent()) {
      return HealthResult.warn(
          "The audit log was tampered with or damaged: " + fault.get() + "; keep a copy and ask");
    }
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      return free >= minFreeBytes
          ? HealthResult.OK
          : HealthResult.warn(
              (free >> 20) + " MiB left for the audit log: without space nothing can be done");
    } catch (IOException e) {
      return HealthResult.critical("The disk of the audit log cannot be asked: " + e);
    }
  }

  /** After a failure writes an entry of its own, as a file on a full disk can well be opened. */
  private void tryAgain() {
    IOException cause = failure;
    if (cause == null || !turn.tryLock()) {
      return;
    }
    try {
      AuditRecord resumed =
          new AuditRecord(
              "system", "local", "audit.resume", "", Outcome.DONE, cause.toString(), Map.of());
      write(List.of(new Waiting(EntryCodec.encode(resumed))));
      LOG.info("The audit log can be written again");
    } catch (IOException e) {
      LOG.debug("The audit log still cannot be written: {}", e.toString());
    } finally {
      turn.unlock();
    }
  }

  @Override
  @Deactivate
  public void close() {
    verifier.shutdownNow();
    turn.lock();
    try {
      closed = true;
      appender.close();
    } finally {
      turn.unlock();
    }
  }
}
