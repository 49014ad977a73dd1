package org.watchfloor.benchmarks.bus;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.watchfloor.benchmarks.Cpu;
import org.watchfloor.benchmarks.Machine;

/**
 * One peer in one round: warmed up, flat out, then paced. Each subscriber must get each number once
 * and in order; the first that does not, or anything else that loses a message, fails the run. A
 * run serves once.
 */
final class Run implements Deliveries {
  static final int PACED = 5_000;
  private static final int UNDER_WAY = 5_000;

  /**
   * More than are under way at once: a number is through when all have got it, and all before it
   * are through by then, for they come in order.
   */
  private static final int SLOTS = 8_192;

  private static final int WARM_PACED_SECONDS = 3;
  private static final int STALL_SECONDS = 30;
  private static final int LOOK_MILLIS = 100;

  private final AtomicIntegerArray missing = new AtomicIntegerArray(SLOTS);
  private final AtomicIntegerArray last = new AtomicIntegerArray(Peer.SUBSCRIBERS);
  private final long[] sentAt = new long[SLOTS];
  private final Semaphore underWay = new Semaphore(UNDER_WAY);
  private volatile String fault = "";
  private volatile long[] took = {};
  private volatile int tookFrom;

  Run() {
    for (int i = 0; i < last.length(); i++) {
      last.set(i, -1);
    }
  }

  /** Longest that a run may take, opening and all, in seconds. */
  static long limitSeconds(int seconds) {
    return 5L * seconds + 4 * STALL_SECONDS + 60;
  }

  @Override
  public void delivered(int subscriber, int number) {
    int before = last.getAndSet(subscriber, number);
    if (before != number - 1) {
      fail("subscriber %d got %d after %d".formatted(subscriber, number, before));
      return;
    }
    int slot = number % SLOTS;
    if (missing.decrementAndGet(slot) == 0) {
      int index = number - tookFrom;
      long[] all = took;
      if (index >= 0 && index < all.length) {
        all[index] = System.nanoTime() - sentAt[slot];
      }
      underWay.release();
    }
  }

  @Override
  public void failed(Throwable reason) {
    fail(reason.toString());
  }

  private synchronized void fail(String reason) {
    if (fault.isEmpty()) {
      fault = reason;
    }
  }

  Result measure(Peer peer, int seconds) throws Exception {
    int next = flatOut(peer, 0, Math.max(3, seconds / 2));
    // what was compiled for a flood is not what a trickle needs
    next += paced(peer, next, WARM_PACED_SECONDS);
    int first = next;
    peer.measureGroups();
    double cpu = Cpu.ownSeconds() + peer.otherCpuSeconds();
    long began = System.nanoTime();
    next = flatOut(peer, first, seconds);
    double perSecond = (next - first) / ((System.nanoTime() - began) / 1e9);
    cpu = Cpu.ownSeconds() + peer.otherCpuSeconds() - cpu;
    double group = peer.groupSize();
    tookFrom = next;
    took = new long[seconds * PACED];
    long pacedBegan = System.nanoTime();
    int sent = paced(peer, next, seconds);
    double pacedSeconds = (System.nanoTime() - pacedBegan) / 1e9;
    List<Long> nanos = Arrays.stream(took, 0, sent).sorted().boxed().toList();
    return new Result(
        perSecond,
        cpu / (next - first) * 1e6,
        Machine.millis(nanos, 0.5),
        Machine.millis(nanos, 0.99),
        sent / pacedSeconds,
        pacedSeconds <= seconds + Math.max(0.25, 0.05 * seconds),
        group,
        peer.refused());
  }

  private void send(Peer peer, int number, long since) throws Exception {
    acquire(1);
    missing.set(number % SLOTS, peer.subscribers());
    sentAt[number % SLOTS] = since;
    peer.publish(number);
  }

  /** Number of the next message, once all are delivered. */
  private int flatOut(Peer peer, int first, int forSeconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds);
    int number = first;
    while (System.nanoTime() < end) {
      send(peer, number, System.nanoTime());
      number++;
    }
    awaitAll();
    return number;
  }

  /** How many were sent: fewer than are due where the peer needs more than twice the time. */
  private int paced(Peer peer, int first, int forSeconds) throws Exception {
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(2L * forSeconds);
    int sent = 0;
    while (sent < forSeconds * PACED && System.nanoTime() < end) {
      long due = began + sent * 1_000_000_000L / PACED;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(peer, first + sent, due); // one that had to wait for the one before it has waited
      sent++;
    }
    awaitAll();
    return sent;
  }

  private void awaitAll() throws InterruptedException {
    acquire(UNDER_WAY);
    underWay.release(UNDER_WAY);
  }

  private void acquire(int permits) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALL_SECONDS);
    boolean acquired = false;
    while (!acquired) {
      if (!fault.isEmpty()) {
        throw new IllegalStateException(fault);
      }
      acquired = underWay.tryAcquire(permits, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (!acquired && System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not delivered within %d s; last numbers of the subscribers %s"
                .formatted(STALL_SECONDS, last));
      }
    }
  }
}
