package org.watchfloor.core.runtime.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.store.MediaStore;

/** What all sources share: services, limits, clock and threads. Thread-safe. */
final class Platform implements AutoCloseable {
  /** Sources that open or close at once; both may block on a plugin for its deadline. */
  private static final int LANES = 32;

  /** Threads that write media for session sources, and how many pictures may wait for them. */
  private static final int KEEPERS = 4;

  private static final int MAX_KEEPING = 256;

  private final Clock clock;
  private final ConfigReader reader;
  private final StateFiles states;
  private final Ownership ownership;
  private final Elsewhere elsewhere;
  private final Announcer announcer = new Announcer();
  private final Service<Ingest> ingest = new Service<>();
  private final Service<MediaStore> media = new Service<>();
  private final Service<InboundTransport> transport = new Service<>();
  private final Service<DeadLetters> deadLetters = new Service<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Threads.runtime("timer"));
  private final ThreadPoolExecutor lanes = pool(LANES, Integer.MAX_VALUE, "lane");
  private final ThreadPoolExecutor keepers = pool(KEEPERS, MAX_KEEPING, "media");
  private final ThreadPoolExecutor viewers =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Threads.runtime("viewer"));
  private final Wards wards = new Wards(this);
  private final Watchdog watchdog;
  private volatile Limits limits;

  /** Of a node that is alone. */
  Platform(Limits limits, Clock clock, ConfigReader reader, StateFiles states) {
    this(limits, clock, reader, states, Ownership.alone());
  }

  Platform(
      Limits limits, Clock clock, ConfigReader reader, StateFiles states, Ownership ownership) {
    this.ownership = ownership;
    this.elsewhere = new Elsewhere(ownership);
    this.limits = limits;
    this.clock = clock;
    this.reader = reader;
    this.states = states;
    timer.setRemoveOnCancelPolicy(true);
    watchdog = new Watchdog(this, wards);
  }

  private static ThreadPoolExecutor pool(int threads, int queue, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            Threads.runtime(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** One with the same limits, for a source that is tried: what it hands in goes nowhere else. */
  Platform throwAway(Ingest into, StateFiles bookmarks) {
    Platform other = new Platform(limits, clock, reader, bookmarks);
    other.ingest.came(into);
    other.media.came(new ForgottenMedia());
    other.transport.came((sourceId, way, decoder) -> () -> {}); // nobody can send to it
    return other;
  }

  Limits limits() {
    return limits;
  }

  void limits(Limits next) {
    limits = next;
  }

  Clock clock() {
    return clock;
  }

  ConfigReader reader() {
    return reader;
  }

  StateFiles states() {
    return states;
  }

  Ownership ownership() {
    return ownership;
  }

  Elsewhere elsewhere() {
    return elsewhere;
  }

  Announcer announcer() {
    return announcer;
  }

  Service<Ingest> ingest() {
    return ingest;
  }

  Service<MediaStore> media() {
    return media;
  }

  Service<InboundTransport> transport() {
    return transport;
  }

  Service<DeadLetters> deadLetters() {
    return deadLetters;
  }

  Wards wards() {
    return wards;
  }

  /** Short tasks only. */
  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  ThreadPoolExecutor lanes() {
    return lanes;
  }

  /** Refuses a task when too many wait. */
  ThreadPoolExecutor keepers() {
    return keepers;
  }

  /** Each viewer has one task at most. */
  ThreadPoolExecutor viewers() {
    return viewers;
  }

  @Override
  public void close() {
    ownership.close();
    elsewhere.close();
    watchdog.close();
    timer.shutdownNow();
    lanes.shutdownNow();
    keepers.shutdownNow();
    viewers.shutdownNow();
    announcer.close();
    await(lanes, Duration.ofSeconds(1));
  }

  private static void await(ThreadPoolExecutor executor, Duration patience) {
    try {
      executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
