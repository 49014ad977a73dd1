package org.watchfloor.core.cluster.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Open while this node leads: who gets in may append to the local journal. After it closed, {@link
 * #idle} says when the last one is out; until then the node takes nothing from another leader, so
 * that an entry of an old term never lands behind one of a new term. Thread-safe, never blocks.
 */
final class Gate {
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean open;

  boolean enter() {
    inside.incrementAndGet();
    if (open) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  void open() {
    open = true;
  }

  void close() {
    open = false;
  }

  boolean idle() {
    return !open && inside.get() == 0;
  }
}
