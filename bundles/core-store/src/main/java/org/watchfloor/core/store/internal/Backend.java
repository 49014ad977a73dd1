package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Store.Dialect;

/** A database engine: where connections come from. */
interface Backend {
  Dialect dialect();

  /** A connection that may write, auto-commit off. The first statement begins a transaction. */
  Connection openWriter() throws SQLException;

  /** A connection that cannot write, auto-commit off; what it reads is consistent until commit. */
  Connection openReader() throws SQLException;

  /** Begins a writing transaction, during which nobody else writes, on no other node either. */
  default void begin(Connection writer) throws SQLException {}

  /** Whether a connection that was not used for a while still is one. */
  default boolean alive(Connection connection) {
    return true;
  }

  /** A statement of a migration as this engine wants it. */
  default String definition(String sql) {
    return sql;
  }

  /** Lifts the limits of time for what may take long; until the end of the transaction. */
  default void takeYourTime(Connection connection) throws SQLException {}

  /** What only this engine knows to be wrong. */
  HealthResult check();

  /** The data base in a few words, for messages. */
  String shown();
}
