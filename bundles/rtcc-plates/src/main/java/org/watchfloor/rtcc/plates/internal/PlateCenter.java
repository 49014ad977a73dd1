package org.watchfloor.rtcc.plates.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.Plates;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitTable;
import org.watchfloor.rtcc.plates.internal.lists.HotListCsv;
import org.watchfloor.rtcc.plates.internal.lists.HotListTable;
import org.watchfloor.rtcc.plates.internal.lists.ListLoader;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * Hot lists and the record of hits, in the store, for as long as they may be kept. Thread-safe.
 * Raises no alerts itself: that goes on while this waits for the store.
 */
@Component(service = Plates.class, immediate = true, configurationPid = PlatesConfig.PID)
public final class PlateCenter implements Plates, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlateCenter.class);
  private static final String NAME = "rtcc-plates";
  private static final Pattern LIST_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");
  private static final Pattern OWNER = Pattern.compile("[^\\p{Cntrl}]{0,120}");
  private static final int MAX_HITS = 10_000;

  private final Audit audit;
  private final AlertBus bus;
  private final Clock clock;
  private final HotListTable lists;
  private final HitTable hits;
  private final ListLoader loader;
  private final RetentionJob retention;
  private final ClusterLink cluster;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();

  @Activate
  public PlateCenter(
      PlatesConfig config,
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus,
      @Reference HotListIndex index) {
    this(
        Retention.of("hit.retention.days", config.hit_retention_days()),
        store,
        audit,
        bus,
        index,
        Clock.systemUTC());
  }

  PlateCenter(
      Retention ofHits, Store store, Audit audit, AlertBus bus, HotListIndex index, Clock clock) {
    this.audit = audit;
    this.bus = bus;
    this.clock = clock;
    Tables tables = new Tables(store);
    this.lists = new HotListTable(tables);
    this.hits = new HitTable(tables, ofHits, clock);
    this.loader = new ListLoader(lists, index);
    this.retention = new RetentionJob(List.of(new Expiring("hits", ofHits, hits::deleteOld)));
    this.cluster = new ClusterLink(loader::start);
    loader.start();
    retention.onlyWhile(cluster::leads);
    retention.start(1, TimeUnit.MINUTES);
    try {
      // The name is that of a cursor: it must never change.
      subscribe("rtcc-plates-hit-log", EntryType.ALERT, HitAlert.KIND, hits::add);
      Filter changes = Filter.of(EntryType.CHANGE, "hotlist");
      subscriptions.add(
          bus.subscribe(
              Subscription.live("rtcc-plates-lists", changes, OptionalLong.empty()),
              entries -> changed()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void subscribe(String name, EntryType type, String kind, EntryHandler handler) {
    subscriptions.add(bus.subscribe(Subscription.durable(name, Filter.of(type, kind)), handler));
  }

  /** Lists may have been changed on another node, which has the same store. */
  private void changed() {
    if (cluster.cluster().isPresent()) {
      loader.start();
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    cluster.came(service);
    loader.start();
  }

  void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  @Override
  public HotListImport importHotList(String name, String owner, String csv, Actor by) {
    if (!LIST_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: must have 1 to 64 letters, digits, spaces, dots, hyphens or underscores");
    }
    if (!OWNER.matcher(owner).matches()) {
      throw new IllegalArgumentException("owner: must be one line of at most 120 characters");
    }
    HotListCsv.Parsed parsed = HotListCsv.parse(csv);
    int taken = parsed.entries().size();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("owner", owner);
    facts.put("entries", String.valueOf(taken));
    facts.put("faults", String.valueOf(parsed.faultCount()));
    record(by, "hotlist.import", name, facts);
    HotList list = new HotList(name, owner, taken, now(), by.name());
    loader.replace(list, parsed.entries());
    publish(new Change("hotlist.imported", name, now(), by.name(), facts));
    return new HotListImport(list, taken, parsed.faults(), parsed.faultCount());
  }

  @Override
  public List<HotList> hotLists() {
    return lists.all();
  }

  @Override
  public boolean removeHotList(String name, Actor by) {
    record(by, "hotlist.remove", name, Map.of());
    boolean removed = loader.remove(name);
    if (removed) {
      publish(new Change("hotlist.removed", name, now(), by.name(), Map.of()));
    }
    return removed;
  }

  @Override
  public List<Hit> hits(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is less than 1");
    }
    return hits.newest(Math.min(limit, MAX_HITS));
  }

  private void record(Actor by, String action, String object, Map<String, String> facts) {
    audit.record(
        new AuditRecord(
            by.name(), by.origin(), action, object, AuditRecord.Outcome.DONE, "", facts));
  }

  /** As exact as the store keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The list is in force whether or not the screens hear of it. */
  private void publish(Change change) {
    bus.publish(NAME, change)
        .thenAccept(
            receipt -> {
              if (!receipt.onDisk()) {
                LOG.warn(
                    "Screens do not hear of {} {}: {}",
                    change.kind(),
                    change.subject(),
                    receipt.reason());
              }
            });
  }

  @Override
  @Deactivate
  public void close() {
    for (AutoCloseable subscription : subscriptions) {
      try {
        subscription.close();
      } catch (Exception e) {
        LOG.warn("A subscription of plates could not be closed", e);
      }
    }
    cluster.close();
    retention.close();
    loader.close();
  }
}
