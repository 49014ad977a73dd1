package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** The one connection that writes. Thread-safe; callers wait their turn in order of arrival. */
final class Writer implements AutoCloseable {
  /** After which a connection is looked at before it is used. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Backend backend;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Connection connection;
  private long used;
  private boolean closed;
  private volatile String paused = "";

  Writer(Backend backend) {
    this.backend = backend;
  }

  <T> T transaction(Work<T> work) {
    if (turn.isHeldByCurrentThread()) {
      // The inner commit would commit half of the outer transaction.
      throw new StoreException("a write within a write: hand the connection on instead");
    }
    refuse();
    turn.lock();
    try {
      refuse();
      return run(open(), work);
    } catch (SQLException e) {
      throw Failures.of("writing", work, e);
    } finally {
      turn.unlock();
    }
  }

  private void refuse() {
    String why = paused;
    if (!why.isEmpty()) {
      throw new StoreException(why);
    }
  }

  /**
   * Refuses everybody from now on, once those before have had their turn.
   *
   * @param why what they are told
   */
  void pause(String why) {
    paused = why;
    turn.lock(); // nobody is under way any more
    turn.unlock();
  }

  void resume() {
    paused = "";
  }

  private <T> T run(Connection open, Work<T> work) throws SQLException {
    boolean committed = false;
    try {
      backend.begin(open);
      T result = work.with(open);
      open.commit();
      committed = true;
      used = System.nanoTime();
      return result;
    } finally {
      if (!committed && !Failures.rollBack(open)) {
        Failures.close(open);
        connection = null;
      }
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    Connection open = connection;
    if (open != null && System.nanoTime() - used > IDLE_NANOS && !backend.alive(open)) {
      Failures.close(open);
      connection = null;
      open = null;
    }
    if (open == null) {
      open = backend.openWriter();
      connection = open;
    }
    return open;
  }

  boolean closed() {
    turn.lock();
    try {
      return closed;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      if (connection != null) {
        Failures.close(connection);
        connection = null;
      }
    } finally {
      turn.unlock();
    }
  }
}
