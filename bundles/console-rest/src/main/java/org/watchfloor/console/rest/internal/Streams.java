package org.watchfloor.console.rest.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Caller;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;

/**
 * All answers without an end: how many each identity has, a sign of life to each, and their end
 * when the session or token no longer holds. Thread-safe.
 */
final class Streams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  /**
   * docs/rest.md: a comment every 15 s; twice that is how long a revoked token may still listen.
   */
  private static final long PERIOD_MILLIS = 15_000;

  /**
   * How soon the streams of a part that was replaced end, the clients miss that much; and how often
   * a client is told of signals that were left out.
   */
  private static final long TICK_MILLIS = 500;

  /** An update of core-access takes seconds; after a minute without it nobody can be let stay. */
  private static final int MAX_UNANSWERED = 4;

  /** One answer without an end. No call waits for the client. */
  interface Stream {
    /**
     * Whether the part that it shows is still the one it was opened with. An updated part gives no
     * more to what it knew before: the client must come again, and goes on where it was.
     */
    boolean fed();

    /** Called twice a second, for what may wait that long. Does not block. */
    default void tick() {}

    /** Tells the client that the stream lives, where its format can. */
    void beat();

    /** Ends it; twice is harmless. */
    void end();
  }

  private final class Seat {
    final Caller caller;
    final Need need;
    final Stream stream;
    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicBoolean busy = new AtomicBoolean();

    Seat(Caller caller, Need need, Stream stream) {
      this.caller = caller;
      this.need = need;
      this.stream = stream;
    }

    void look() {
      try {
        if (holds()) {
          stream.beat();
        } else {
          LOG.info("a stream of {} ends: the sign-in no longer holds", caller.identity().name());
          end(stream);
        }
      } finally {
        busy.set(false);
      }
    }

    private boolean holds() {
      Access access = parts.access;
      if (access == null) {
        return unanswered.incrementAndGet() < MAX_UNANSWERED;
      }
      try {
        Optional<Identity> now = caller.again().apply(access);
        unanswered.set(0);
        return now.isPresent() && need.metBy(now.get());
      } catch (RuntimeException e) {
        LOG.warn("whether a sign-in still holds could not be found out", e);
        return unanswered.incrementAndGet() < MAX_UNANSWERED;
      }
    }
  }

  private final Parts parts;
  private final StreamLimits limits;
  private final Map<String, Integer> counts = new HashMap<>();
  private int reserved;
  private final Map<Stream, Seat> seats = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(named("watchfloor-rest-streams"));

  /** What must not run on the thread that notices it: questions to core-access, and ends. */
  private final ThreadPoolExecutor workers = pool(8, "watchfloor-rest-stream-worker");

  /** Few, so that streams that are behind leave the processors to those that are not. */
  private final ThreadPoolExecutor readers = pool(2, "watchfloor-rest-stream-reader");

  Streams(Parts parts, StreamLimits limits) {
    this(parts, limits, PERIOD_MILLIS);
  }

  Streams(Parts parts, StreamLimits limits, long periodMillis) {
    this.parts = parts;
    this.limits = limits;
    timer.scheduleAtFixedRate(this::look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    long tick = Math.min(TICK_MILLIS, periodMillis);
    timer.scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a place before the answer begins.
   *
   * @throws Problem 429 if the identity has no place left, 503 if nobody has
   */
  void reserve(Caller caller) throws Problem {
    synchronized (counts) {
      int now = counts.getOrDefault(caller.identity().name(), 0);
      if (now >= limits.perIdentity()) {
        throw Problem.of(
                429, "There are " + now + " streams of yours already; close one that is not used.")
            .header("Retry-After", "15");
      }
      if (reserved >= limits.total()) {
        throw Problem.of(
                503,
                reserved
                    + " streams are open, and streams.total in etc/org.watchfloor.rest.cfg allows no"
                    + " more.")
            .header("Retry-After", "15");
      }
      counts.put(caller.identity().name(), now + 1);
      reserved++;
    }
  }

  /** Gives a place back that was reserved. */
  void release(Caller caller) {
    synchronized (counts) {
      counts.computeIfPresent(caller.identity().name(), (name, n) -> n > 1 ? n - 1 : null);
      reserved--;
    }
  }

  /** Looks after a stream from now on. */
  void begin(Caller caller, Need need, Stream stream) {
    seats.put(stream, new Seat(caller, need, stream));
  }

  /** Forgets a stream that has ended. */
  void ended(Caller caller, Stream stream) {
    if (seats.remove(stream) != null) {
      release(caller);
    }
  }

  StreamLimits limits() {
    return limits;
  }

  int open() {
    return seats.size();
  }

  /** Runs what must not run on the caller's thread. */
  void run(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      task.run(); // the bundle stops, and what is to be closed must still be closed
    }
  }

  /** Reads from the journal for a stream that is behind, when it is its turn. */
  void read(Runnable task) {
    try {
      readers.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the bundle stops: a stream is not read for any more");
    }
  }

  private void look() {
    for (Seat seat : seats.values()) {
      // one whose question is not answered yet is not asked for again
      if (seat.busy.compareAndSet(false, true)) {
        run(seat::look);
      }
    }
  }

  private void tick() {
    for (Seat seat : seats.values()) {
      if (seat.stream.fed()) {
        seat.stream.tick();
      } else {
        end(seat.stream);
      }
    }
  }

  private static void end(Stream stream) {
    try {
      stream.end();
    } catch (RuntimeException e) {
      LOG.warn("a stream could not be ended", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
    seats.keySet().forEach(Streams::end);
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor pool(int threads, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
