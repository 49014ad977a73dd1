package org.watchfloor.core.bus.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.source.Receipt;

/** The bus: the journal plus its subscribers. Thread-safe. Lives as long as its journal is open. */
@Component(service = {AlertBus.class, HealthCheck.class})
public final class JournalBus implements AlertBus, HealthCheck, AutoCloseable {
  private static final int READ_ENTRIES = 10_000;
  private static final int PAGE_ENTRIES = 1_000;

  /** A subscriber that is farther behind than this has a person wait for an alert. */
  private static final long LATE_MILLIS = 30_000;

  private final Journal journal;
  private final Clock clock;
  private final EntryDecoder decoder;
  private final Dispatcher dispatcher;
  private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
  private final Unattended unattended;
  private final Lead lead = new Lead();
  private volatile boolean closed;

  @Activate
  public JournalBus(@Reference Journal journal) {
    this(journal, Clock.systemUTC());
  }

  JournalBus(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.decoder = new EntryDecoder(journal);
    this.dispatcher = new Dispatcher(journal, decoder);
    this.unattended = new Unattended(clock);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    lead.came(service);
  }

  void unsetCluster(Cluster service) {
    lead.went(service);
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Alert alert) {
    return append(EntryType.ALERT, publisher, alert.id(), Json.bytes(AlertJson.write(alert)));
  }

  @Override
  public CompletionStage<Receipt> publish(String publisher, Change change) {
    return append(EntryType.CHANGE, publisher, "", Json.bytes(AlertJson.write(change)));
  }

  private CompletionStage<Receipt> append(
      EntryType type, String publisher, String key, byte[] payload) {
    Draft draft;
    try {
      draft = new Draft(type, publisher, key, payload);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          Receipt.refused(Receipt.Status.REJECTED, String.valueOf(e.getMessage())));
    }
    return journal.append(draft).thenApply(JournalBus::receipt);
  }

  private static Receipt receipt(Appended appended) {
    return switch (appended.outcome()) {
      case WRITTEN -> Receipt.accepted(appended.position());
      case DUPLICATE -> Receipt.duplicate(appended.position());
      case OVERLOADED -> Receipt.refused(Receipt.Status.OVERLOADED, appended.reason());
      case UNAVAILABLE -> Receipt.refused(Receipt.Status.UNAVAILABLE, appended.reason());
    };
  }

  @Override
  public AutoCloseable subscribe(Subscription subscription, EntryHandler handler) {
    String name = subscription.name();
    Subscriber subscriber =
        new Subscriber(
            subscription,
            handler,
            journal,
            decoder,
            dispatcher,
            lead,
            clock,
            () -> subscribers.remove(name));
    if (subscribers.putIfAbsent(name, subscriber) != null) {
      throw new IllegalStateException("a subscription named " + name + " is open");
    }
    if (closed) {
      subscribers.remove(name);
      throw new IllegalStateException("the bus is closed");
    }
    subscriber.start();
    return subscriber;
  }

  @Override
  public List<BusEntry> read(long after, Filter filter, int limit) {
    List<BusEntry> found = new ArrayList<>();
    long position = after;
    long end = Math.min(journal.head(), after + READ_ENTRIES);
    // a page is decoded as a whole: who asks for few gets them from a small one, where they are
    // there
    int page = Math.min(PAGE_ENTRIES, limit);
    while (position < end && found.size() < limit) {
      int size = (int) Math.min(page, end - position);
      EntryDecoder.Page read = decoder.read(position, size);
      read.entries().stream()
          .filter(filter::passes)
          .limit(limit - found.size())
          .forEach(found::add);
      position = read.upTo();
      page = Math.min(PAGE_ENTRIES, page * 4);
    }
    return found;
  }

  @Override
  public long head() {
    return journal.head();
  }

  @Override
  public List<SubscriberStat> stats() {
    return subscribers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().stat())
        .toList();
  }

  @Override
  public String name() {
    return "bus";
  }

  @Override
  public HealthResult check() {
    String missing = missing();
    if (!missing.isEmpty()) {
      return HealthResult.critical(missing);
    }
    String failing =
        subscribers.values().stream()
            .map(Subscriber::trouble)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining("; "));
    if (!failing.isEmpty()) {
      return HealthResult.warn(failing + ". Its entries wait and are not lost; see the log.");
    }
    String late =
        stats().stream()
            .filter(stat -> stat.oldestMillis() > LATE_MILLIS)
            .map(stat -> stat.name() + " is " + stat.oldestMillis() / 1_000 + " s behind")
            .collect(Collectors.joining(", "));
    if (!late.isEmpty()) {
      return HealthResult.warn(late + ". It catches up or is overloaded: see rtcc:bus-stat.");
    }
    long undecodable = decoder.undecodable();
    return undecodable == 0
        ? HealthResult.OK
        : HealthResult.warn(undecodable + " entries could not be decoded; see the log.");
  }

  private String missing() {
    if (lead.isOurs()) {
      return unattended.words(journal, subscribers.keySet());
    }
    unattended.forget();
    return "";
  }

  @Override
  @Deactivate
  public void close() {
    closed = true;
    List.copyOf(subscribers.values()).forEach(Subscriber::close);
    dispatcher.close();
    lead.close();
  }
}
