package org.watchfloor.core.api.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ConsumerType;

/** What is done with a connection; must not keep it. */
@ConsumerType
@FunctionalInterface
public interface Work<T> {
  T with(Connection connection) throws SQLException;
}
