package org.watchfloor.rtcc.incidents.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.rtcc.api.incidents.WrongState;

/** The queue, incidents and timelines, in the store, for ever. Thread-safe. */
@Component(service = Incidents.class, immediate = true, configurationPid = IncidentsConfig.PID)
@Designate(ocd = IncidentsConfig.class)
public final class IncidentDesk implements Incidents, AutoCloseable {
  /** Also the name of the cursor: must never change. */
  private static final String NAME = "rtcc-incidents";

  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_DAYS = 36_500;

  private final Tables tables;
  private final Outbox outbox;
  private final AlertActs alertActs;
  private final IncidentActs incidentActs;
  private final RetentionJob retention;
  private final AutoCloseable subscription;

  @Activate
  public IncidentDesk(
      IncidentsConfig config,
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus) {
    this(
        Duration.ofSeconds(config.reactivation_window_seconds()),
        days(config.seen_retention_days()),
        store,
        audit,
        bus,
        Clock.systemUTC());
  }

  private static Duration days(int days) {
    if (days < 0 || days > MAX_DAYS) {
      throw new IllegalArgumentException(
          "%s: seen.retention.days = %d is not within 0 to %d"
              .formatted(IncidentsConfig.PID, days, MAX_DAYS));
    }
    return Duration.ofDays(days);
  }

  IncidentDesk(
      Duration window, Duration seenFor, Store store, Audit audit, AlertBus bus, Clock clock) {
    this.tables = new Tables(store);
    this.outbox = new Outbox(tables, bus);
    Acts acts = new Acts(tables, audit, outbox);
    this.alertActs = new AlertActs(acts, clock);
    this.incidentActs = new IncidentActs(acts, clock);
    outbox.wake();
    Seen seen = new Seen(seenFor, clock);
    this.retention = new RetentionJob(tables, seen);
    retention.onlyWhile(outbox::isOurs);
    retention.start(1, TimeUnit.MINUTES);
    Intake intake = new Intake(tables, outbox, window, seen, clock);
    // All kinds of alerts and, of changes, pictures: one subscription, so that an alert comes
    // before its pictures. Other changes are passed over.
    Filter filter = new Filter(Set.of(EntryType.ALERT, EntryType.CHANGE), Set.of());
    try {
      this.subscription = bus.subscribe(Subscription.durable(NAME, filter), intake::handle);
    } catch (RuntimeException e) {
      retention.close();
      outbox.close();
      throw e;
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    outbox.came(service);
  }

  void unsetCluster(Cluster service) {
    outbox.went(service);
  }

  @Override
  public List<QueuedAlert> alerts(boolean closed, int limit) {
    int most = limit(limit);
    return tables
        .store()
        .read(c -> AlertTable.queue(c, closed, most).stream().map(Row::queued).toList());
  }

  /** Of an alert that is counted on another's row, that row. */
  @Override
  public Optional<QueuedAlert> alert(String alertId) {
    return tables.store().read(c -> AlertTable.of(c, alertId).map(Row::queued));
  }

  @Override
  public QueuedAlert acknowledge(String alertId, Actor by) throws WrongState {
    return alertActs.acknowledge(alertId, by);
  }

  @Override
  public QueuedAlert dismiss(String alertId, DismissReason reason, String text, Actor by)
      throws WrongState {
    return alertActs.dismiss(alertId, reason, text, by);
  }

  @Override
  public QueuedAlert undoDismiss(String alertId, Actor by) throws WrongState {
    return alertActs.undoDismiss(alertId, by);
  }

  @Override
  public Incident open(String alertId, Actor by) throws WrongState {
    return alertActs.open(alertId, by);
  }

  @Override
  public List<Incident> incidents(boolean closed, int limit) {
    int most = limit(limit);
    return tables.store().read(c -> IncidentTable.newest(c, closed, most));
  }

  @Override
  public Optional<Incident> incident(String incidentId) {
    return tables.store().read(c -> IncidentTable.of(c, incidentId));
  }

  @Override
  public List<TimelineEntry> timeline(String incidentId) {
    return tables.store().read(c -> Timeline.of(c, incidentId));
  }

  @Override
  public TimelineEntry note(String incidentId, String text, Actor by) throws WrongState {
    return incidentActs.note(incidentId, text, by);
  }

  @Override
  public Incident close(String incidentId, String outcome, Actor by) throws WrongState {
    return incidentActs.close(incidentId, outcome, by);
  }

  private static int limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is less than 1");
    }
    return Math.min(limit, MAX_LIMIT);
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    try (outbox;
        retention) {
      subscription.close();
    }
  }
}
