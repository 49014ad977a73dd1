package org.watchfloor.rtcc.signals.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.signals.SignalQuery;
import org.watchfloor.rtcc.api.signals.SignalRecord;
import org.watchfloor.rtcc.api.signals.Signals;

/**
 * The history of signals in the store, of kinds known and new, for as long as it may be kept.
 * Thread-safe.
 */
@Component(service = Signals.class, immediate = true, configurationPid = SignalsConfig.PID)
@Designate(ocd = SignalsConfig.class)
public final class SignalHistory implements Signals, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalHistory.class);

  /** The name of a cursor: must never change. */
  private static final String NAME = "rtcc-signals-history";

  private static final int MAX_TEXT = 200;
  private static final int MAX_FIELDS = 10;

  private final Audit audit;
  private final SignalSearch search;
  private final RetentionJob retention;
  private final ClusterLink cluster = new ClusterLink();
  private final AutoCloseable subscription;

  @Activate
  public SignalHistory(
      SignalsConfig config,
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus,
      @Reference Descriptors descriptors) {
    this(
        new Retention(config.retention_days(), config.retention_signals()),
        store,
        audit,
        bus,
        descriptors,
        Clock.systemUTC());
  }

  SignalHistory(
      Retention retention,
      Store store,
      Audit audit,
      AlertBus bus,
      Descriptors descriptors,
      Clock clock) {
    this.audit = audit;
    Tables tables = new Tables(store);
    SignalTable table = new SignalTable(tables, retention, clock, descriptors);
    this.search = new SignalSearch(tables);
    this.subscription =
        bus.subscribe(Subscription.durable(NAME, Filter.of(EntryType.SIGNAL)), table::add);
    this.retention = new RetentionJob(table);
    this.retention.onlyWhile(cluster::leads);
    this.retention.start(2, TimeUnit.MINUTES);
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
  public List<SignalRecord> latest(SignalQuery query) {
    if (!query.text().isBlank() || !query.fields().isEmpty()) {
      throw new IllegalArgumentException("text: is searched for a reason only");
    }
    return search.find(query);
  }

  @Override
  public List<SignalRecord> search(SignalQuery query, String reason, Actor by) {
    if (reason.strip().length() < 3 || reason.length() > MAX_TEXT) {
      throw new IllegalArgumentException("reason: must have 3 to " + MAX_TEXT + " characters");
    }
    if (query.text().length() > MAX_TEXT) {
      throw new IllegalArgumentException("text: must have at most " + MAX_TEXT + " characters");
    }
    if (query.fields().size() > MAX_FIELDS) {
      throw new IllegalArgumentException("fields: at most " + MAX_FIELDS + " may be given");
    }
    audit.record(
        new AuditRecord(
            by.name(),
            by.origin(),
            "signal.search",
            query.text(),
            AuditRecord.Outcome.DONE,
            reason,
            facts(query)));
    return search.find(query);
  }

  private static Map<String, String> facts(SignalQuery query) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kinds", String.join(",", new TreeSet<>(query.kinds())));
    facts.put("severity", query.minSeverity().name());
    query.since().ifPresent(since -> facts.put("since", since.toString()));
    query.until().ifPresent(until -> facts.put("until", until.toString()));
    facts.put("source", query.sourceId());
    new TreeMap<>(query.fields()).forEach((name, value) -> facts.put("field." + name, value));
    query
        .near()
        .ifPresent(
            place ->
                facts.put(
                    "near", place.latitude() + "," + place.longitude() + "," + query.metres()));
    facts.put("limit", String.valueOf(query.limit()));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  @Override
  public Optional<SignalRecord> get(long number) {
    return search.get(number);
  }

  @Override
  @Deactivate
  public void close() {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The subscription of the history of signals could not be closed", e);
    }
    retention.close();
    cluster.close();
  }
}
