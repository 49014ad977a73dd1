package org.watchfloor.rtcc.plates.internal.history;

import java.time.Clock;
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
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;
import org.watchfloor.rtcc.plates.internal.tables.Expiring;
import org.watchfloor.rtcc.plates.internal.tables.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/** The history of reads as a service: keeps what the bus brings, and looks up what is audited. */
@Component(service = PlateReads.class, immediate = true, configurationPid = PlatesConfig.PID)
public final class ReadHistory implements PlateReads, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadHistory.class);

  private final Audit audit;
  private final ReadTable reads;
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
        Clock.systemUTC());
  }

  public ReadHistory(Retention kept, Store store, Audit audit, AlertBus bus, Clock clock) {
    this.audit = audit;
    this.reads = new ReadTable(new Tables(store), kept, clock);
    this.retention =
        new RetentionJob(
            List.of(new Expiring("plate reads", kept, reads::dropOld, reads::deleteOld)));
    retention.onlyWhile(cluster::leads);
    retention.start(1, TimeUnit.MINUTES);
    try {
      // The name is that of a cursor: it must never change.
      this.subscription =
          bus.subscribe(
              Subscription.durable(
                  "rtcc-plates-history", Filter.of(EntryType.SIGNAL, Kind.PLATE_READ.name())),
              reads::add);
    } catch (RuntimeException e) {
      retention.close();
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
    return reads.search(query);
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
  }
}
