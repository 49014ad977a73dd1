package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** A transaction that is under way, as the store that those see who work in it. */
record OneConnection(Connection connection, Dialect dialect) implements Store {
  @Override
  public void migrate(String component, List<Migration> migrations) {
    throw new StoreException("no migration within a transaction");
  }

  @Override
  public <T> T read(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw Failures.of("writing", work, e);
    }
  }
}
