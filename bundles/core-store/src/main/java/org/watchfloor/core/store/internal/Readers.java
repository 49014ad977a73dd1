package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** A few connections that only read, opened when first needed. Thread-safe. */
final class Readers implements AutoCloseable {
  private final Backend backend;
  private final int size;
  private final Semaphore permits;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  /** After which a connection is looked at before it is used. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Idle(Connection connection, long since) {}

  Readers(Backend backend, int size) {
    this.backend = backend;
    this.size = size;
    this.permits = new Semaphore(size, true);
  }

  /**
   * @throws StoreException also if none is free within the time given
   */
  <T> T read(Work<T> work, Duration patience) {
    acquire(patience);
    try {
      return run(work);
    } catch (SQLException e) {
      throw Failures.of("reading", work, e);
    } finally {
      permits.release();
    }
  }

  private void acquire(Duration patience) {
    try {
      if (permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a reader", e);
    }
    throw new StoreException(
        "all " + size + " readers were busy for " + patience.toMillis() + " ms");
  }

  private <T> T run(Work<T> work) throws SQLException {
    Connection connection = take();
    boolean clean = false;
    try {
      T result = work.with(connection);
      clean = true;
      return result;
    } finally {
      // Ends the read transaction, so that the next one sees newer commits and the WAL can shrink.
      boolean usable = Failures.rollBack(connection);
      giveBack(connection, clean && usable);
    }
  }

  private Connection take() throws SQLException {
    for (Idle next = poll(); next != null; next = poll()) {
      if (System.nanoTime() - next.since() < IDLE_NANOS || backend.alive(next.connection())) {
        return next.connection();
      }
      Failures.close(next.connection());
    }
    return backend.openReader();
  }

  private @Nullable Idle poll() {
    synchronized (idle) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      return idle.pollFirst();
    }
  }

  /** A reader that saw a failure is closed rather than judged: a new one costs a millisecond. */
  private void giveBack(Connection connection, boolean reuse) {
    synchronized (idle) {
      if (reuse && !closed) {
        idle.addFirst(new Idle(connection, System.nanoTime()));
        return;
      }
    }
    Failures.close(connection);
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(next -> Failures.close(next.connection()));
      idle.clear();
    }
  }
}
