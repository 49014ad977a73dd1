package org.watchfloor.core.api.store;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Relational data. Each capability owns its tables, named {@code <component>_<noun>}, and brings
 * its migrations. Thread-safe; calls block.
 */
@ProviderType
public interface Store {
  /**
   * Brings a component's tables up to date, each migration in a transaction, once. To be called
   * before any other use.
   *
   * @param component name of the component, for instance {@code plates}
   * @param migrations in order; one that was applied must never change
   * @throws StoreException if one fails, or if an applied one was changed
   */
  void migrate(String component, List<Migration> migrations);

  /** Runs a query on a connection that sees a consistent state. */
  <T> T read(Work<T> work);

  /**
   * Runs a transaction on the one writer; committed when the work returns, rolled back when it
   * throws.
   */
  <T> T write(Work<T> work);

  /** Which SQL dialect the store speaks. */
  Dialect dialect();

  /** The SQL dialects that migrations are written for. */
  enum Dialect {
    SQLITE,
    POSTGRESQL
  }
}
