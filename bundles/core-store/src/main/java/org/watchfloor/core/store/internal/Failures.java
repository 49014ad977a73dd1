package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** What to say and do when the database throws. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Names the class that brought the work, for the message of an SQLException seldom does. */
  static StoreException of(String doing, Work<?> work, SQLException cause) {
    return new StoreException(doing + " for " + owner(work) + ": " + cause.getMessage(), cause);
  }

  private static String owner(Work<?> work) {
    String name = work.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /**
   * False if the connection is of no more use and must be closed. The caller throws what failed
   * before; after a full disk SQLite has rolled back by itself, and says no to doing it again.
   */
  static boolean rollBack(Connection connection) {
    try {
      connection.rollback();
      return true;
    } catch (SQLException e) {
      LOG.debug("roll-back failed, the connection is opened anew", e);
      return false;
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("A connection to the store cannot be closed: {}", e.toString());
    }
  }
}
