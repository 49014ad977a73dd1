package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.PluginEvent;

/**
 * What the plugin's code uses and costs for one source, over all its sessions since the center
 * started: its threads, its signals, its memory, its calls that run now. Thread-safe.
 */
final class Custody {
  private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

  /** What the platform gives one session itself: calls, scheduler, receipts. */
  static final int PLATFORM_THREADS =
      PluginCalls.MAX_THREADS + SourceThreads.SCHEDULER_THREADS + SourceThreads.RECEIPT_THREADS;

  /** How long a thread may take to end once it was interrupted, at most. */
  private static final Duration OBEY = Duration.ofMillis(500);

  private static final Warden NOBODY =
      new Warden() {
        @Override
        public void slow(String what, String reason) {}

        @Override
        public void crowded() {}

        @Override
        public void evict(PluginEvent.Kind kind, String reason) {}
      };

  private final String sourceId;
  private final Supplier<Limits> limits;
  private final Troubles troubles;
  private final PluginThreads threads;
  private final SignalBudget signals;
  private final LongAdder dropped = new LongAdder();
  private final LongAdder again = new LongAdder();
  private final AtomicLong allocated = new AtomicLong();
  private final Rate signalRate = new Rate();
  private final Rate allocationRate = new Rate();
  private final Set<PluginCalls> calls = ConcurrentHashMap.newKeySet();

  /** Threads of sessions that are closed, which did not end. */
  private final Set<Thread> left = ConcurrentHashMap.newKeySet();

  private volatile Warden warden = NOBODY;
  private volatile Redaction redaction = Redaction.NONE;

  /** Who acts on a source; told on threads of the platform, and returns at once. */
  interface Warden {
    /** A call has not returned for long. */
    void slow(String what, String reason);

    /** It has more threads than its budget. */
    void crowded();

    /** It has to go. */
    void evict(PluginEvent.Kind kind, String reason);
  }

  Custody(String sourceId, ThreadGroup parent, Supplier<Limits> limits, Troubles troubles) {
    this.sourceId = sourceId;
    this.limits = limits;
    this.troubles = troubles;
    this.threads = new PluginThreads(parent, "watchfloor-source-" + sourceId, this::uncaught);
    this.signals = new SignalBudget(limits, System::nanoTime);
  }

  String sourceId() {
    return sourceId;
  }

  /** From now on this one acts on the source. */
  void attend(Warden next) {
    warden = next;
  }

  void leaveAlone() {
    warden = NOBODY;
  }

  ThreadGroup group() {
    return threads;
  }

  SignalBudget signals() {
    return signals;
  }

  /** Counts calls behind a shut gate. */
  LongAdder dropped() {
    return dropped;
  }

  /** A message that its vendor was told to send again. */
  void toldAgain() {
    again.increment();
  }

  Losses losses() {
    return new Losses(signals.refused(), dropped.sum(), again.sum());
  }

  void note(PluginEvent.Kind kind, String what) {
    troubles.add(this, kind, what);
  }

  void noteOnce(PluginEvent.Kind kind, String what) {
    troubles.addOnce(this, kind, what);
  }

  /** Closes the source for good; for whoever finds it over a budget. */
  void evict(PluginEvent.Kind kind, String reason) {
    warden.evict(kind, reason);
  }

  private void uncaught(Thread thread, Throwable thrown) {
    String said = redaction.line(thrown.getMessage());
    String what =
        String.format(
            "its thread %s ended by %s %s",
            redaction.line(thread.getName()), thrown.getClass().getSimpleName(), said);
    LOG.warn("source {}: {}", sourceId, what);
    noteOnce(PluginEvent.Kind.CRASHED, what.strip());
  }

  // --- calls ---

  /** Looks after the calls of a session until they are closed. */
  void watch(PluginCalls session) {
    redaction = session.redaction();
    calls.add(session);
  }

  void unwatch(PluginCalls session) {
    calls.remove(session);
  }

  /** Whether a session is open. */
  boolean isOpen() {
    return !calls.isEmpty();
  }

  /** Reports each call that has not returned for long, once, and too many threads. */
  void check() {
    Duration notice = limits.get().notice();
    for (PluginCalls session : calls) {
      for (String what : session.overdue(notice)) {
        String reason = String.format("%s has not returned for %s", what, Words.seconds(notice));
        LOG.warn("source {}: {}", sourceId, reason);
        noteOnce(PluginEvent.Kind.HUNG, reason);
        warden.slow(what, reason);
      }
    }
    left.removeIf(thread -> !thread.isAlive());
    if (isOpen() && isCrowded()) {
      warden.crowded();
    }
  }

  // --- threads ---

  List<Thread> threads() {
    return threads.alive();
  }

  int threadsMax() {
    return PLATFORM_THREADS + limits.get().budget().threads();
  }

  boolean isCrowded() {
    return threads().size() > threadsMax();
  }

  /** Whether a session may be opened beside what earlier ones have left. */
  boolean hasRoom() {
    return threads().size() <= limits.get().budget().threads();
  }

  /** Why it may not have any more. */
  String crowd() {
    return String.format(
        "its plugin has %d threads, its budget is %d (threads.max and %d of the platform)",
        threads().size(), threadsMax(), PLATFORM_THREADS);
  }

  /**
   * Ends the threads that the plugin has left behind after its session was closed; blocks for half
   * a second at most.
   *
   * @return names of those that do not end, and that were not known before
   */
  List<String> sweep() {
    List<Thread> remaining = new ArrayList<>(threads());
    remaining.removeIf(left::contains);
    remaining.forEach(Thread::interrupt);
    long end = System.nanoTime() + OBEY.toNanos();
    try {
      for (Thread thread : remaining) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remaining.removeIf(thread -> !thread.isAlive());
    left.addAll(remaining);
    return remaining.stream()
        .filter(thread -> !PluginThreads.isForCalls(thread)) // a hung call, which was said already
        .map(thread -> redaction.line(thread.getName()))
        .toList();
  }

  // --- use ---

  /** Adds what its threads have allocated since the last sample. */
  void sample(long nanos, long bytes) {
    signalRate.sample(nanos, signals.handedIn());
    allocationRate.sample(nanos, allocated.addAndGet(bytes));
  }

  double signalsPerSecond() {
    return signalRate.perSecond();
  }

  /** Bytes since the center started. */
  long allocated() {
    return allocated.get();
  }

  long allocatedPerSecond() {
    return (long) allocationRate.perSecond();
  }
}
