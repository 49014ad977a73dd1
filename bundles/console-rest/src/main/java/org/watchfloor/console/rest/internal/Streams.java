package org.watchfloor.console.rest.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
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

  /** How soon the streams of a part that was replaced end; the clients miss that much. */
  private static final long MAX_STALE_MILLIS = 500;

  /** An update of core-access takes seconds; after a minute without it nobody can be let stay. */
  private static final int MAX_UNANSWERED = 4;

  /** One answer without an end. Calls may block as long as a write to the client may. */
  interface Stream {
    /**
     * Whether the part that it shows is still the one it was opened with. An updated part gives no
     * more to what it knew before: the client must come again, and goes on where it was.
     */
    boolean fed();

    /** Tells the client that the stream lives, where its format can. */
    void beat();

    /** Ends it, within the time that a write may take; twice is harmless. */
    void end();
  }

  private final class Seat {
    final Caller caller;
    final Need need;
    final Stream stream;
    final AtomicInteger unanswered = new AtomicInteger();
    final java.util.concurrent.atomic.AtomicBoolean busy =
        new java.util.concurrent.atomic.AtomicBoolean();

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
  private final int perIdentity;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(named("watchfloor-rest-streams"));

  /** One task a stream at most, so it has never more threads than there are streams. */
  private final ExecutorService workers =
      Executors.newCachedThreadPool(named("watchfloor-rest-stream-worker"));

  Streams(Parts parts, int perIdentity) {
    this(parts, perIdentity, PERIOD_MILLIS);
  }

  Streams(Parts parts, int perIdentity, long periodMillis) {
    this.parts = parts;
    this.perIdentity = perIdentity;
    timer.scheduleAtFixedRate(this::look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    long stale = Math.min(MAX_STALE_MILLIS, periodMillis);
    timer.scheduleAtFixedRate(this::endStale, stale, stale, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a place before the answer begins.
   *
   * @throws Problem 429 if the identity has no place left
   */
  void reserve(Caller caller) throws Problem {
    synchronized (counts) {
      int now = counts.getOrDefault(caller.identity().name(), 0);
      if (now >= perIdentity) {
        throw Problem.of(
                429, "There are " + now + " streams of yours already; close one that is not used.")
            .header("Retry-After", "15");
      }
      counts.put(caller.identity().name(), now + 1);
    }
  }

  /** Gives a place back that was reserved. */
  void release(Caller caller) {
    synchronized (counts) {
      counts.computeIfPresent(caller.identity().name(), (name, n) -> n > 1 ? n - 1 : null);
    }
  }

  /** Looks after a stream from now on. */
  void begin(Caller caller, Need need, Stream stream) {
    seats.add(new Seat(caller, need, stream));
  }

  /** Forgets a stream that has ended. */
  void ended(Caller caller, Stream stream) {
    if (seats.removeIf(seat -> seat.stream == stream)) {
      release(caller);
    }
  }

  int open() {
    return seats.size();
  }

  /** Runs what may block, on a thread of its own. */
  void run(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      task.run(); // the bundle stops, and what is to be closed must still be closed
    }
  }

  private void look() {
    for (Seat seat : seats) {
      // one that is stuck in a write is not asked again, and holds up nobody
      if (seat.busy.compareAndSet(false, true)) {
        run(seat::look);
      }
    }
  }

  private void endStale() {
    for (Seat seat : seats) {
      if (!seat.stream.fed()) {
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
    seats.forEach(seat -> end(seat.stream));
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

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
