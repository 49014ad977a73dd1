package org.watchfloor.rtcc.plates.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.Plates;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.hits.HitAlert;
import org.watchfloor.rtcc.plates.internal.hits.HitTable;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * The record of hits, in the store, for as long as they may be kept. Thread-safe. Raises no alerts
 * itself: that goes on while this waits for the store.
 */
@Component(service = Plates.class, immediate = true, configurationPid = PlatesConfig.PID)
public final class PlateCenter implements Plates, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlateCenter.class);
  private static final int MAX_HITS = 10_000;

  private final AlertBus bus;
  private final HitTable hits;
  private final RetentionJob retention;
  private final ClusterLink cluster;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();

  @Activate
  public PlateCenter(PlatesConfig config, @Reference Store store, @Reference AlertBus bus) {
    this(
        Retention.of("hit.retention.days", config.hit_retention_days()),
        store,
        bus,
        Clock.systemUTC());
  }

  PlateCenter(Retention ofHits, Store store, AlertBus bus, Clock clock) {
    this.bus = bus;
    Tables tables = new Tables(store);
    this.hits = new HitTable(tables, ofHits, clock);
    this.retention = new RetentionJob(List.of(new Expiring("hits", ofHits, hits::deleteOld)));
    this.cluster = new ClusterLink();
    retention.onlyWhile(cluster::leads);
    retention.start(1, TimeUnit.MINUTES);
    try {
      // The name is that of a cursor: it must never change.
      subscribe("rtcc-plates-hit-log", EntryType.ALERT, HitAlert.KIND, hits::add);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void subscribe(String name, EntryType type, String kind, EntryHandler handler) {
    subscriptions.add(bus.subscribe(Subscription.durable(name, Filter.of(type, kind)), handler));
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
  public List<Hit> hits(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is less than 1");
    }
    return hits.newest(Math.min(limit, MAX_HITS));
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
  }
}
