package org.watchfloor.console.rest.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;

/**
 * The one subscription of all event streams, and its one thread. Hands what comes to every stream
 * that is up to date, encoded once for all that want the same; one that is not reads on from the
 * journal until it is. Nothing here waits for a client. Lives while it has streams. Thread-safe.
 */
final class EventHub implements EntryHandler {
  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  /**
   * The newest entries, from which a stream that has read the journal's end goes over to the live
   * ones, however quickly they come: at 5,000/s they are 100 ms.
   */
  private static final int RECENT = 512;

  /** Entries handed on at a time: what a stream takes of them without a write in between. */
  private static final int SLICE = 64;

  /** Less than a person or a screen notices. */
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final AlertBus bus;

  /** A confirmation is another event outside than at the desk. */
  private final Map<Audience, EventFrames> frames =
      Map.of(Audience.DESK, new EventFrames(), Audience.OUTSIDE, new EventFrames());

  // all below: guarded by this; a stream's lock may be taken within, never the other way round
  private final Set<EventStream> members = new HashSet<>();
  private final Map<Wanted, Set<EventStream>> audiences = new LinkedHashMap<>();
  private final ArrayDeque<BusEntry> recent = new ArrayDeque<>();
  private long recentAfter;
  private long position;
  private boolean closed;
  private @Nullable AutoCloseable subscription;

  private EventHub(AlertBus bus) {
    this.bus = bus;
    this.position = bus.head();
    this.recentAfter = position;
  }

  /**
   * @throws IllegalStateException if the bus is closed
   */
  static EventHub open(AlertBus bus, String name) {
    EventHub hub = new EventHub(bus);
    AutoCloseable opened =
        bus.subscribe(Subscription.live(name, Filter.ALL, OptionalLong.of(hub.recentAfter)), hub);
    synchronized (hub) {
      hub.subscription = opened;
    }
    return hub;
  }

  boolean of(AlertBus other) {
    return bus == other;
  }

  /**
   * What reads a stream's backlog.
   *
   * @param most entries that the stream may fall behind and still get every signal
   */
  Backlog backlog(Wanted wanted, Sieve sieve, long after, long most) {
    return new Backlog(bus, wanted, frames(wanted), sieve, after, most);
  }

  private EventFrames frames(Wanted wanted) {
    return Objects.requireNonNull(frames.get(wanted.audience()));
  }

  /** False if the hub has ended: its last stream has left. */
  synchronized boolean join(EventStream stream) {
    return !closed && members.add(stream);
  }

  /** Ends the hub with its last stream. May wait for the hub's thread, which waits for nobody. */
  void leave(EventStream stream) {
    AutoCloseable open = null;
    synchronized (this) {
      if (!members.remove(stream)) {
        return;
      }
      silence(stream);
      if (members.isEmpty()) {
        closed = true;
        open = subscription;
      }
    }
    if (open != null) {
      close(open);
    }
  }

  private void silence(EventStream stream) {
    Set<EventStream> audience = audiences.get(stream.wanted());
    if (audience != null && audience.remove(stream) && audience.isEmpty()) {
      audiences.remove(stream.wanted());
    }
  }

  private static void close(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("the subscription of the event streams could not be closed", e);
    }
  }

  /**
   * Feeds a stream from now on, without gap or repeat. False if it must read on first: it is
   * farther behind than the entries kept, or they are more than it may hold.
   */
  synchronized boolean attach(EventStream stream) {
    if (closed || !members.contains(stream) || stream.readUpTo() < recentAfter) {
      return false;
    }
    List<BusEntry> missed =
        recent.stream().filter(entry -> entry.number() > stream.readUpTo()).toList();
    if (!stream.goLive(Share.of(missed, stream.wanted(), frames(stream.wanted())))) {
      return false;
    }
    audiences.computeIfAbsent(stream.wanted(), wanted -> new LinkedHashSet<>()).add(stream);
    return true;
  }

  @Override
  public void handle(List<BusEntry> entries) {
    long began = System.nanoTime();
    for (int at = 0; at < entries.size(); at += SLICE) {
      slice(entries.subList(at, Math.min(entries.size(), at + SLICE)));
    }
    long took = System.nanoTime() - began;
    // what comes meanwhile is sent together: an alert alone is sent at once, and a flood of signals
    // to a thousand streams takes a write for each only so often
    LockSupport.parkNanos(Math.max(MIN_PAUSE_NANOS, Math.min(MAX_PAUSE_NANOS, took)));
  }

  private void slice(List<BusEntry> entries) {
    List<EventStream> fed = new ArrayList<>();
    synchronized (this) {
      List<BusEntry> fresh = entries.stream().filter(entry -> entry.number() > position).toList();
      if (fresh.isEmpty()) {
        return;
      }
      keep(fresh);
      audiences.forEach(
          (wanted, audience) -> feed(Share.of(fresh, wanted, frames(wanted)), audience, fed));
      audiences.values().removeIf(Set::isEmpty);
    }
    fed.forEach(EventStream::drain);
  }

  private void keep(List<BusEntry> fresh) {
    recent.addAll(fresh);
    while (recent.size() > RECENT) {
      recentAfter = recent.removeFirst().number();
    }
    position = fresh.get(fresh.size() - 1).number();
  }

  private static void feed(Share share, Set<EventStream> audience, List<EventStream> fed) {
    if (!share.isEmpty()) {
      fed.addAll(audience); // those that do not take all of it as well: some of it waits in them
    }
    audience.removeIf(stream -> !stream.offer(share));
  }
}
