package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.Lesson;
import org.watchfloor.rtcc.plates.internal.tables.Retention;

/**
 * Learns how readers err from what people decide of hits: each decision once, from the store, so
 * that none is lost or counted twice by a kill, a restart or a second node. All nodes have what is
 * in the store; where it is down, they keep what they know. Thread-safe.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = PlatesConfig.PID)
public final class ReaderLearning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderLearning.class);
  private static final int PAGE = 100;
  private static final long CLOSE_SECONDS = 5;

  /** How soon a node follows that was not told of a decision. */
  private static final long LOOK_SECONDS = 5;

  private static final long NOTHING = -1;

  private final CardStore tables;
  private final CardTable cards;
  private final HotListIndex index;
  private final Teacher teacher;
  private final AutoCloseable subscription;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(ReaderLearning::thread);
  private long version = NOTHING;
  private boolean failing;

  @Activate
  public ReaderLearning(
      PlatesConfig config,
      @Reference Store store,
      @Reference AlertBus bus,
      @Reference HotListIndex index) {
    this(
        Retention.of("hit.retention.days", config.hit_retention_days()),
        store,
        bus,
        index,
        config.possible_from(),
        Clock.systemUTC());
  }

  ReaderLearning(
      Retention retention,
      Store store,
      AlertBus bus,
      HotListIndex index,
      double possibleFrom,
      Clock clock) {
    this.tables = new CardStore(store);
    this.cards = new CardTable(tables, retention, clock);
    this.index = index;
    this.teacher = new Teacher(bus, index, possibleFrom, clock);
    executor.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    try {
      this.subscription =
          bus.subscribe(
              Subscription.live(
                  "rtcc-plates-learning", Filter.of(EntryType.CHANGE, "hit"), OptionalLong.empty()),
              entries -> wake());
    } catch (RuntimeException e) {
      executor.shutdownNow();
      throw e;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-learning");
    thread.setDaemon(true);
    return thread;
  }

  private void wake() {
    try {
      executor.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("Decisions are learned from after the next start");
    }
  }

  private void look() {
    try {
      follow();
      List<Decisions.Made> page = unlearnt();
      while (!page.isEmpty()) {
        // What a hit teaches depends on the lists that it came from.
        index.awaitLoaded();
        page.forEach(this::learn);
        follow();
        page = unlearnt();
      }
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Thrown on, it would be the last look.
      if (!failing && !executor.isShutdown()) {
        LOG.warn("What was decided of hits is learned from later: store or journal fails", e);
      }
      failing = true;
    }
  }

  private List<Decisions.Made> unlearnt() {
    return tables.store().read(c -> Decisions.unlearnt(c, PAGE));
  }

  private void learn(Decisions.Made decision) {
    Optional<Lesson> lesson = cards.find(decision.alertId()).flatMap(hit -> of(hit, decision));
    tables.store().write(c -> LessonTable.keep(c, decision, lesson));
  }

  /** Empty as well for one whose hit was replaced meanwhile. */
  private Optional<Lesson> of(CheckedHit hit, Decisions.Made decision) {
    return hit.decisions().size() < decision.decision()
        ? Optional.empty()
        : teacher.lesson(hit, hit.decisions().get(decision.decision() - 1).state());
  }

  /** Has in memory what is in the store, whoever learned it. */
  private void follow() {
    if (tables.store().read(LessonTable::versionOf) != version) {
      LessonTable.Known known = tables.store().read(LessonTable::all);
      index.readers().load(known.sums());
      version = known.version();
    }
  }

  /** Ends after what is under way; what is left is learned after the next start. */
  @Override
  @Deactivate
  public void close() throws Exception {
    subscription.close();
    executor.shutdown();
    if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
  }
}
