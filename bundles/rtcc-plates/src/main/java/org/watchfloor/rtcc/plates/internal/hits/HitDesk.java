package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitDecision;
import org.watchfloor.rtcc.api.plates.HitQuery;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Hits;
import org.watchfloor.rtcc.api.plates.ReaderRecord;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.tables.Retention;

/**
 * Keeps hits and what people decide of them, in the store. Thread-safe. The queue follows: what is
 * no hit is dismissed there, and what is dismissed there as misread is so here.
 */
@Component(service = Hits.class, immediate = true, configurationPid = PlatesConfig.PID)
public final class HitDesk implements Hits, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HitDesk.class);
  private static final int MAX_TEXT = 1_000;
  private static final int MIN_REASON = 3;
  private static final String MISREAD = Json.word(DismissReason.MISREAD_PLATE);

  private final CardStore tables;
  private final CardTable cards;
  private final Audit audit;
  private final Clock clock;
  private final Teller teller;
  private final QueueLink queue = new QueueLink();
  private final List<AutoCloseable> subscriptions = new ArrayList<>();

  @Activate
  public HitDesk(
      PlatesConfig config,
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus) {
    this(
        Retention.of("hit.retention.days", config.hit_retention_days()),
        store,
        audit,
        bus,
        Clock.systemUTC());
  }

  HitDesk(Retention retention, Store store, Audit audit, AlertBus bus, Clock clock) {
    this.tables = new CardStore(store);
    this.cards = new CardTable(tables, retention, clock);
    this.audit = audit;
    this.clock = clock;
    this.teller = new Teller(tables, cards, bus);
    try {
      // The names are those of cursors: they must never change.
      subscribe(
          bus,
          "rtcc-plates-hit-cards",
          Filter.of(EntryType.ALERT, "plate", "protection"),
          cards::add);
      subscribe(
          bus,
          "rtcc-plates-hit-queue",
          Filter.of(EntryType.CHANGE, "alert.dismissed"),
          this::dismissed);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The queue; a decision holds without it. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setIncidents(Incidents service) {
    queue.came(service);
  }

  void unsetIncidents(Incidents service) {
    queue.went(service);
  }

  private void subscribe(AlertBus bus, String name, Filter filter, EntryHandler handler) {
    subscriptions.add(bus.subscribe(Subscription.durable(name, filter), handler));
  }

  @Override
  public List<CheckedHit> hits(HitQuery query) {
    return cards.find(query);
  }

  @Override
  public Optional<CheckedHit> hit(String alertId) {
    return cards.find(alertId);
  }

  @Override
  public Set<String> confirmed(Collection<String> alertIds) {
    return alertIds.isEmpty() ? Set.of() : cards.confirmed(alertIds);
  }

  @Override
  public List<ReaderRecord> readers(Instant since) {
    return cards.readers(since);
  }

  @Override
  public CheckedHit decide(String alertId, HitState state, String text, Actor by)
      throws WrongState {
    String words = words(text);
    person(by);
    if (state == HitState.UNVERIFIED) {
      throw new IllegalArgumentException(
          "verdict: \"unverified\" is none of confirmed, misread, not-the-vehicle");
    }
    CheckedHit hit = found(alertId);
    if (hit.state() == state && last(hit).by().equals(by.name())) {
      return hit;
    }
    if (hit.state() != HitState.UNVERIFIED) {
      throw decided(hit);
    }
    record(by, "hit." + Json.word(state), hit, words);
    CheckedHit now = keep(hit, new HitDecision(state, by.name(), now(), words));
    queue.settle(now, by);
    return now;
  }

  @Override
  public CheckedHit reopen(String alertId, String reason, Actor by) throws WrongState {
    String words = words(reason);
    if (words.length() < MIN_REASON) {
      throw new IllegalArgumentException("reason: must have 3 to 1000 characters");
    }
    person(by);
    CheckedHit hit = found(alertId);
    if (hit.state() == HitState.UNVERIFIED) {
      throw new WrongState("hit " + alertId + " is unverified; there is nothing to reopen");
    }
    record(by, "hit.reopen", hit, words);
    return keep(hit, new HitDecision(HitState.UNVERIFIED, by.name(), now(), words));
  }

  private static String words(String text) {
    String words = text.strip();
    if (words.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "text: %d characters, at most %d are taken".formatted(words.length(), MAX_TEXT));
    }
    return words;
  }

  /** A machine compares no picture with a list. */
  private static void person(Actor by) {
    if (by.name().isBlank()
        || by.name().startsWith("token:")
        || by.name().equals(Actor.SYSTEM.name())) {
      throw new IllegalArgumentException(
          "by: \"" + by.name() + "\" is no person; a person decides");
    }
  }

  private CheckedHit found(String alertId) {
    return cards
        .find(alertId)
        .orElseThrow(() -> new IllegalArgumentException("hit: there is no " + alertId));
  }

  private static HitDecision last(CheckedHit hit) {
    return hit.decisions().get(hit.decisions().size() - 1);
  }

  private static WrongState decided(CheckedHit hit) {
    return new WrongState(
        "hit %s is %s by %s; a supervisor may reopen it"
            .formatted(hit.alert().id(), Json.word(hit.state()), last(hit).by()));
  }

  private CheckedHit keep(CheckedHit hit, HitDecision decision) throws WrongState {
    String id = hit.alert().id();
    boolean kept =
        tables.store().write(c -> Decisions.add(c, id, hit.decisions().size(), decision));
    CheckedHit now = found(id);
    if (!kept) {
      throw now.decisions().isEmpty() ? new WrongState("hit " + id + " has changed") : decided(now);
    }
    teller.wake();
    return now;
  }

  private void record(Actor by, String action, CheckedHit hit, String reason) {
    Map<String, String> facts = Map.of("plate", hit.alert().facts().getOrDefault("plate", ""));
    audit.record(
        new AuditRecord(
            by.name(),
            by.origin(),
            action,
            hit.alert().id(),
            AuditRecord.Outcome.DONE,
            reason,
            facts));
  }

  /** As exact as the store keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Who dismisses a hit as misread in the queue has decided it. */
  private void dismissed(List<BusEntry> entries) {
    for (BusEntry entry : entries) {
      if (entry instanceof ChangeEntry change) {
        dismissed(change.change());
      }
    }
  }

  private void dismissed(Change change) {
    boolean misread = change.facts().getOrDefault("reason", "").startsWith(MISREAD);
    if (!misread || change.by().startsWith("token:")) {
      return;
    }
    try {
      if (cards.find(change.subject()).filter(h -> h.state() == HitState.UNVERIFIED).isPresent()) {
        decide(change.subject(), HitState.MISREAD, "", new Actor(change.by(), "queue"));
      }
    } catch (WrongState | IllegalArgumentException e) {
      LOG.debug("{} was decided meanwhile: {}", change.subject(), e.getMessage());
    }
  }

  @Override
  @Deactivate
  public void close() {
    for (AutoCloseable subscription : subscriptions) {
      try {
        subscription.close();
      } catch (Exception e) {
        LOG.warn("A subscription of hits could not be closed", e);
      }
    }
    teller.close();
  }
}
