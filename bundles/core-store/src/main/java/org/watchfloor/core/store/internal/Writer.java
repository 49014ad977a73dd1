package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** The one connection that writes. Thread-safe; callers wait their turn in order of arrival. */
final class Writer implements AutoCloseable {
  private final Backend backend;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Connection connection;
  private boolean closed;

  Writer(Backend backend) {
    this.backend = backend;
  }

  <T> T transaction(Work<T> work) {
    if (turn.isHeldByCurrentThread()) {
      // The inner commit would commit half of the outer transaction.
      throw new StoreException("a write within a write: hand the connection on instead");
    }
    turn.lock();
    try {
      return run(open(), work);
    } catch (SQLException e) {
      throw Failures.of("writing", work, e);
    } finally {
      turn.unlock();
    }
  }

  private <T> T run(Connection open, Work<T> work) throws SQLException {
    boolean committed = false;
    try {
      T result = work.with(open);
      open.commit();
      committed = true;
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
    if (open == null) {
      open = backend.openWriter();
      connection = open;
    }
    return open;
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
