package org.watchfloor.rtcc.plates.internal.hits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitDecision;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Leads;

/**
 * Tells the bus of decisions, in their order, at least once, also where the center was killed
 * between the store and the bus. Does on the same thread, once an hour, what retention asks.
 * Thread-safe.
 */
final class Teller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final String PUBLISHER = "rtcc-plates";
  private static final int PAGE = 100;
  private static final int PIECE = 1_000;
  private static final long RECEIPT_SECONDS = 10;
  private static final long CLOSE_SECONDS = 5;

  /** How soon a decision is told that was kept and not told: by a node that died, for instance. */
  private static final long LOOK_SECONDS = 5;

  private final CardStore tables;
  private final CardTable cards;
  private final AlertBus bus;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Teller::thread);
  private boolean failing;

  Teller(CardStore tables, CardTable cards, AlertBus bus) {
    this.tables = tables;
    this.cards = cards;
    this.bus = bus;
    executor.scheduleWithFixedDelay(this::tell, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    executor.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.MINUTES);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-hits");
    thread.setDaemon(true);
    return thread;
  }

  /** To be called after each commit; returns at once. */
  void wake() {
    try {
      executor.execute(this::tell);
    } catch (RejectedExecutionException e) {
      LOG.debug("Decisions wait for the next start");
    }
  }

  private void tell() {
    try {
      List<Decisions.Made> page = tables.store().read(c -> Decisions.untold(c, PAGE));
      while (!page.isEmpty()) {
        for (Decisions.Made decision : page) {
          tell(decision);
        }
        page = tables.store().read(c -> Decisions.untold(c, PAGE));
      }
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Thrown on, it would be the last look.
      if (!failing) {
        LOG.warn("Decisions on hits wait until store and bus take them: nobody is told yet", e);
      }
      failing = true;
    }
  }

  private void tell(Decisions.Made decision) throws Exception {
    Optional<CheckedHit> hit = cards.find(decision.alertId());
    if (hit.isPresent()) {
      Change change = change(hit.get(), decision.decision());
      Receipt receipt =
          bus.publish(PUBLISHER, change)
              .toCompletableFuture()
              .get(RECEIPT_SECONDS, TimeUnit.SECONDS);
      if (receipt.status() == Receipt.Status.REJECTED) {
        LOG.error("{} of {} was refused: {}", change.kind(), change.subject(), receipt.reason());
      } else if (!receipt.onDisk()) {
        throw new IllegalStateException(
            change.kind() + " of " + change.subject() + " is not on disk: " + receipt.reason());
      }
    }
    tables.store().write(c -> Decisions.told(c, decision));
  }

  private static Change change(CheckedHit hit, int number) {
    HitDecision decision = hit.decisions().get(number - 1);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("state", Json.word(decision.state()));
    facts.put("plate", hit.alert().facts().getOrDefault("plate", ""));
    if (decision.state() == HitState.CONFIRMED) {
      facts.put(Leads.ALERT, Json.text(AlertJson.write(hit.alert())));
    }
    if (decision.state() == HitState.UNVERIFIED) {
      facts.put(Leads.WAS, Json.word(hit.decisions().get(number - 2).state()));
    }
    return new Change(kind(decision), hit.alert().id(), decision.at(), decision.by(), facts);
  }

  private static String kind(HitDecision decision) {
    return decision.state() == HitState.UNVERIFIED
        ? Leads.REOPENED
        : "hit." + Json.word(decision.state());
  }

  private void sweep() {
    try {
      int gone = cards.limited() ? PIECE : 0;
      while (gone == PIECE && !executor.isShutdown()) {
        gone = cards.deleteOld(PIECE);
      }
    } catch (RuntimeException e) {
      LOG.warn("Hits that are over cannot all be deleted; tried again in an hour", e);
    }
  }

  /** Ends after what is under way; what is left is told after the next start. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
