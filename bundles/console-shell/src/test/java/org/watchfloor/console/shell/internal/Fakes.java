package org.watchfloor.console.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.security.auth.Subject;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.Plates;

/** The center's services by hand, and a session to run commands in. */
final class Fakes {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private Fakes() {}

  /** Named as Karaf's classes are, which the commands know by name only. */
  record UserPrincipal(String getName) implements Principal {}

  record RolePrincipal(String getName) implements Principal {}

  record ClientPrincipal(String getName) implements Principal {}

  static Subject subject(String user, String... roles) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new ClientPrincipal("ssh(/10.1.2.3:40312)"));
    subject.getPrincipals().add(new UserPrincipal(user));
    for (String role : roles) {
      subject.getPrincipals().add(new RolePrincipal(role));
    }
    return subject;
  }

  /** What a command prints when that user runs it. */
  @SuppressWarnings("removal")
  static String run(RtccCommand command, String user, String... roles) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    try {
      Subject.doAs(
          subject(user, roles),
          (PrivilegedExceptionAction<Boolean>)
              () -> {
                command.run(stream);
                return true;
              });
    } catch (java.security.PrivilegedActionException e) {
      throw e.getException();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static Alert alert(int number) {
    return new Alert(
        "gunshot-" + number,
        "gunshot.detected",
        Severity.HIGH,
        "Gunshot " + number,
        "3 rounds",
        NOON,
        Optional.empty(),
        List.of(),
        "",
        List.of(),
        Map.of());
  }

  static final class MemoryAudit implements Audit {
    final List<AuditRecord> records = new ArrayList<>();
    Optional<String> fault = Optional.empty();

    @Override
    public void record(AuditRecord record) {
      records.add(record);
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
      return fault;
    }
  }

  static final class MemoryBus implements AlertBus {
    final List<BusEntry> entries = new ArrayList<>();
    final Map<String, EntryHandler> subscribers = new ConcurrentHashMap<>();
    List<SubscriberStat> stats = List.of();

    synchronized long add(Alert alert) {
      entries.add(new AlertEntry(entries.size() + 1, NOON, alert));
      return entries.size();
    }

    void deliver(Alert alert) throws Exception {
      AlertEntry entry = new AlertEntry(add(alert), NOON, alert);
      for (EntryHandler handler : subscribers.values()) {
        handler.handle(List.of(entry));
      }
    }

    @Override
    public CompletionStage<Receipt> publish(String publisher, Alert alert) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Receipt> publish(String publisher, Change change) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
      subscribers.put(subscription.name(), handler);
      return () -> subscribers.remove(subscription.name());
    }

    @Override
    public synchronized List<BusEntry> read(long after, Filter filter, int limit) {
      return entries.stream()
          .filter(e -> e.number() > after && e.number() <= after + 10_000 && filter.passes(e))
          .limit(limit)
          .toList();
    }

    @Override
    public synchronized long head() {
      return entries.size();
    }

    @Override
    public List<SubscriberStat> stats() {
      return stats;
    }
  }

  static final class MemoryRegistry implements SourceRegistry {
    List<InstalledPlugin> plugins = List.of();
    List<SourceInfo> sources = List.of();
    final List<String> restarted = new ArrayList<>();

    @Override
    public List<InstalledPlugin> plugins() {
      return plugins;
    }

    @Override
    public List<SourceInfo> sources() {
      return sources;
    }

    @Override
    public Optional<SourceInfo> source(String sourceId) {
      return sources.stream().filter(s -> s.id().equals(sourceId)).findFirst();
    }

    @Override
    public List<KindDescriptor> kinds() {
      return List.of();
    }

    @Override
    public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable watch(
        String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean restart(String sourceId) {
      return restarted.add(sourceId);
    }
  }

  static final class MemoryIngest implements Ingest {
    final List<Signal> signals = new ArrayList<>();
    String source = "";
    Receipt receipt = Receipt.accepted(7);

    @Override
    public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
      source = sourceId;
      signals.add(signal);
      return CompletableFuture.completedFuture(receipt);
    }

    @Override
    public IngestStat stat() {
      return new IngestStat(0, 0, 0, 0, 0);
    }
  }

  static final class MemoryPlates implements Plates {
    String imported = "";

    @Override
    public HotListImport importHotList(String name, String owner, String csv, Actor by) {
      imported = owner + "|" + csv + "|" + by;
      return new HotListImport(
          new HotList(name, owner, 1, NOON, by.name()),
          1,
          List.of(new HotListImport.Fault(3, "plate: is missing")),
          2);
    }

    @Override
    public List<HotList> hotLists() {
      return List.of();
    }

    @Override
    public boolean removeHotList(String name, Actor by) {
      return false;
    }

    @Override
    public List<Hit> hits(int limit) {
      return List.of();
    }
  }
}
