package org.watchfloor.core.runtime.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many signals one source may hand in: so many at once, and so many each second in the long
 * run. Kept as the time at which the bucket would be full again (the generic cell rate algorithm of
 * ITU-T I.371), so that one comparison decides and nothing has to be refilled. Thread-safe, never
 * blocks, and a refusal costs less than an answer from the journal would.
 */
final class SignalBudget {
  /**
   * Seconds in a row with as many refusals as the budget, after which it is a flood to be ended.
   */
  static final int SECONDS_OF_FLOOD = 5;

  /** Times the budget refused within a second: nobody who listens does that. */
  static final int DELUGE = 10;

  /** A flood is over when nothing was refused for so long. */
  private static final long CALM = TimeUnit.SECONDS.toNanos(60);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What became of one signal. */
  enum Answer {
    TAKEN,
    REFUSED,
    /** Refused, the first after a time of calm. */
    FLOOD_BEGINS,
    /** Refused, and the source does not listen to it. */
    FLOOD
  }

  private final Supplier<Limits> limits;
  private final LongSupplier nanos;
  private final AtomicLong fullAgainAt;
  private final LongAdder handedIn = new LongAdder();
  private final LongAdder refused = new LongAdder();

  // guarded by this
  private long secondBegan;
  private long refusedInSecond;
  private int seconds;
  private long lastRefusal;

  SignalBudget(Supplier<Limits> limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    this.fullAgainAt = new AtomicLong(now);
    this.secondBegan = now - SECOND;
    this.lastRefusal = now - CALM;
  }

  /** Takes one signal, or refuses it. */
  Answer take() {
    handedIn.increment();
    long now = nanos.getAsLong();
    long each = each();
    long burst = each * limits.get().budget().burst();
    long at = fullAgainAt.get();
    while (at - now <= burst - each) {
      if (fullAgainAt.compareAndSet(at, at - now < 0 ? now + each : at + each)) {
        return Answer.TAKEN;
      }
      at = fullAgainAt.get();
    }
    refused.increment();
    return refuse(now);
  }

  /** Takes signals that are there already: the next ones pay for them. */
  void charge(int signals) {
    if (signals <= 0) {
      return;
    }
    handedIn.add(signals);
    long now = nanos.getAsLong();
    long debt = each() * signals;
    fullAgainAt.updateAndGet(at -> (at - now < 0 ? now : at) + debt);
  }

  private long each() {
    return SECOND / limits.get().budget().signals();
  }

  private synchronized Answer refuse(long now) {
    boolean first = now - lastRefusal >= CALM;
    lastRefusal = now;
    int budget = limits.get().budget().signals();
    if (now - secondBegan >= SECOND) {
      boolean next = now - secondBegan < 2 * SECOND;
      seconds = next && refusedInSecond >= budget ? seconds + 1 : 0;
      secondBegan = now;
      refusedInSecond = 0;
    }
    refusedInSecond++;
    if (seconds >= SECONDS_OF_FLOOD || refusedInSecond >= (long) DELUGE * budget) {
      return Answer.FLOOD;
    }
    return first ? Answer.FLOOD_BEGINS : Answer.REFUSED;
  }

  /** A source that is opened anew begins with a clean slate. */
  synchronized void forgive() {
    long now = nanos.getAsLong();
    seconds = 0;
    refusedInSecond = 0;
    secondBegan = now - SECOND;
    fullAgainAt.set(now);
  }

  /** Whether something was refused lately. */
  synchronized boolean isFlooding() {
    return nanos.getAsLong() - lastRefusal < CALM;
  }

  /** Signals, refused ones included. */
  long handedIn() {
    return handedIn.sum();
  }

  long refused() {
    return refused.sum();
  }
}
