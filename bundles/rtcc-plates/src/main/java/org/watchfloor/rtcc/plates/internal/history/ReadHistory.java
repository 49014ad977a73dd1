package org.watchfloor.rtcc.plates.internal.history;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/** The history of reads as a service: keeps what the bus brings, and looks up what is audited. */
@Component(
    service = {PlateReads.class, HealthCheck.class},
    immediate = true,
    configurationPid = PlatesConfig.PID)
public final class ReadHistory implements PlateReads, HealthCheck, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadHistory.class);

  private static final Duration APPROVED_FOR = Duration.ofHours(24);

  private final Audit audit;
  private final ReadFinder finder;
  private final ReadTable reads;
  private final ReadSearch search;
  private final Passes stored;
  private final Passes indexed;
  private final PlacesTable requests;
  private final HoldTable holds;
  private final Clock clock;

  /** What the run of retention that is under way deletes up to; of its thread. */
  private volatile long limit = Long.MIN_VALUE;

  private final RetentionJob retention;
  private final ClusterLink cluster = new ClusterLink();
  private final AutoCloseable subscription;

  @Activate
  public ReadHistory(
      PlatesConfig config,
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus) {
    this(
        Retention.of("read.retention.days", config.read_retention_days()),
        store,
        audit,
        bus,
        Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "plates-index"),
        Clock.systemUTC());
  }

  public ReadHistory(
      Retention kept, Store store, Audit audit, AlertBus bus, Path index, Clock clock) {
    this.audit = audit;
    Tables tables = new Tables(store);
    this.reads = new ReadTable(tables, kept, clock);
    this.finder = new ReadFinder(tables, index, reads);
    this.search = new ReadSearch(tables, finder);
    this.stored = new StoredPasses(tables);
    this.indexed = new IndexedPasses(finder);
    this.requests = new PlacesTable(tables);
    this.holds = new HoldTable(tables, clock);
    this.clock = clock;
    this.retention =
        new RetentionJob(
            List.of(
                new Expiring(
                    "plate reads", kept, this::drop, most -> reads.deleteOld(limit, most))));
    retention.onlyWhile(cluster::leads);
    retention.start(1, TimeUnit.MINUTES);
    finder.start();
    try {
      // The name is that of a cursor: it must never change.
      this.subscription =
          bus.subscribe(
              Subscription.durable(
                  "rtcc-plates-history", Filter.of(EntryType.SIGNAL, Kind.PLATE_READ.name())),
              reads::add);
    } catch (RuntimeException e) {
      retention.close();
      finder.close();
      throw e;
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    cluster.came(service);
  }

  void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  @Override
  public List<ReadRecord> search(ReadQuery query, LookUp why, Actor by) {
    audit.record(Looked.search(query, why, by));
    return search.search(query);
  }

  /** Held reads are copied up to the same time that is deleted up to, or one could slip through. */
  private long drop() {
    limit = reads.limit();
    holds.expire();
    holds.keep(limit);
    return reads.dropOld(limit);
  }

  /** Deletes what is over, as it happens each hour. */
  void retain() {
    retention.run();
  }

  @Override
  public List<Companion> convoy(ConvoyQuery query, LookUp why, Actor by) {
    audit.record(Looked.convoy(query, why, by));
    return ofPasses(passes -> new Convoys(passes).find(query));
  }

  @Override
  public PlacesRequest askForPlaces(PlacesRequest.Terms terms, Actor by) {
    String id = UUID.randomUUID().toString();
    audit.record(Looked.places("ask", id, terms, by));
    PlacesRequest request =
        new PlacesRequest(id, terms, by.name(), now(), PlacesRequest.State.OPEN, "", now());
    requests.add(request);
    return request;
  }

  @Override
  public List<PlacesRequest> placesRequests(int limit) {
    return requests.newest(limit);
  }

  @Override
  public Optional<PlacesRequest> decidePlaces(String id, boolean approve, Actor by)
      throws WrongState {
    Optional<PlacesRequest> found = requests.get(id);
    if (found.isEmpty()) {
      return found;
    }
    PlacesRequest asked = found.get();
    if (asked.askedBy().equals(by.name())) {
      throw new IllegalArgumentException(
          "id: " + by.name() + " asked for it, so that another person must decide");
    }
    if (asked.state() != PlacesRequest.State.OPEN) {
      throw new WrongState("The request is decided already, by " + asked.decidedBy() + ".");
    }
    audit.record(Looked.places(approve ? "approve" : "refuse", id, asked.terms(), by));
    PlacesRequest decided =
        new PlacesRequest(
            id,
            asked.terms(),
            asked.askedBy(),
            asked.askedAt(),
            approve ? PlacesRequest.State.APPROVED : PlacesRequest.State.REFUSED,
            by.name(),
            now());
    if (!requests.decide(decided)) {
      throw new WrongState("The request was decided meanwhile by somebody else.");
    }
    return Optional.of(decided);
  }

  @Override
  public Optional<List<FrequentPlace>> places(String id, Actor by) throws WrongState {
    Optional<PlacesRequest> found = requests.get(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PlacesRequest request = found.get();
    if (!by.name().equals(request.askedBy()) && !by.name().equals(request.decidedBy())) {
      throw new IllegalArgumentException("id: is " + request.askedBy() + "'s request");
    }
    if (request.state() != PlacesRequest.State.APPROVED) {
      throw new WrongState("No supervisor has approved the request.");
    }
    if (request.decidedAt().plus(APPROVED_FOR).isBefore(clock.instant())) {
      throw new WrongState("The approval is over after 24 hours; ask again.");
    }
    audit.record(Looked.places("view", id, request.terms(), by));
    return Optional.of(ofPasses(passes -> new Places(passes).of(request.terms())));
  }

  private <T> T ofPasses(Function<Passes, T> question) {
    return finder.answer(() -> question.apply(indexed), () -> question.apply(stored));
  }

  @Override
  public Hold hold(Hold.Terms terms, Actor by) {
    if (!terms.expires().isAfter(clock.instant())) {
      throw new IllegalArgumentException("expires: must be in the future");
    }
    Hold hold = new Hold(UUID.randomUUID().toString(), terms, by.name(), now());
    audit.record(Looked.hold(hold, by));
    holds.add(hold, reads.limit());
    return hold;
  }

  @Override
  public List<Hold> holds() {
    return holds.all();
  }

  @Override
  public boolean release(String id, LookUp why, Actor by) {
    audit.record(Looked.release(id, why, by));
    return holds.remove(id);
  }

  /** As exact as the store keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Of the index: that the store is there is told by the store. */
  @Override
  public String name() {
    return "plates-index";
  }

  @Override
  public HealthResult check() {
    return finder.health();
  }

  @Override
  public long count() {
    return reads.count();
  }

  @Override
  @Deactivate
  public void close() {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The subscription of the history of reads could not be closed", e);
    }
    cluster.close();
    retention.close();
    finder.close();
  }
}
