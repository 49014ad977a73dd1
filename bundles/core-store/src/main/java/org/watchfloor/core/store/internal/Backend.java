package org.watchfloor.core.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.watchfloor.core.api.store.Store.Dialect;

/** A database engine: where connections come from. The seam at which PostgreSQL joins. */
interface Backend {
  Dialect dialect();

  /** A connection that may write, auto-commit off. The first statement begins a transaction. */
  Connection openWriter() throws SQLException;

  /** A connection that cannot write, auto-commit off; what it reads is consistent until commit. */
  Connection openReader() throws SQLException;
}
