package org.watchfloor.core.access.internal;

/**
 * Keeps what is held in memory from being replaced by what was read of the store before it changed:
 * a token that is revoked while the store is read must not come back. Thread-safe. Changes come to
 * the store first and then to memory.
 */
final class Mirror {
  private long changes;

  /** Does a change that is in the store in memory, too. */
  synchronized void change(Runnable inMemory) {
    changes++;
    inMemory.run();
  }

  synchronized long changes() {
    return changes;
  }

  /** Puts in place what was read, unless something has changed since the reading began. */
  synchronized void replace(long changesBefore, Runnable inMemory) {
    if (changes == changesBefore) {
      inMemory.run();
    }
  }
}
