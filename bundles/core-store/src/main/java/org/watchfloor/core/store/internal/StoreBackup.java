package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.backup.BackupPart;
import org.watchfloor.core.api.store.StoreException;

/**
 * The relational data as a part of a backup: a copy of SQLite's file, or what PostgreSQL holds as
 * files. Thread-safe. It is put back from {@code store.restore} when the store is opened.
 */
@Component(service = BackupPart.class)
public final class StoreBackup implements BackupPart {
  private final StoreComponent component;
  private final Clock clock;

  @Activate
  public StoreBackup(@Reference StoreComponent component) {
    this(component, Clock.systemUTC());
  }

  StoreBackup(StoreComponent component, Clock clock) {
    this.component = component;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public String place() {
    return Restored.FOLDER;
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    Backend backend = backend();
    try {
      if (backend instanceof SqliteBackend sqlite) {
        Path copy = directory.resolve(SqliteBackend.FILE);
        sqlite.copy(copy);
        return figures(new SqliteBackend(directory, 0));
      }
      try (Connection c = backend.openReader()) {
        backend.takeYourTime(c);
        return new LogicalBackup(clock).write(c, directory);
      }
    } catch (SQLException e) {
      throw new IOException("the store cannot be copied: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> figures() throws IOException {
    try {
      return figures(backend());
    } catch (SQLException e) {
      throw new IOException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> figures(Backend backend) throws SQLException {
    try (Connection c = backend.openReader()) {
      backend.takeYourTime(c);
      return LogicalBackup.figures(c, backend.dialect());
    }
  }

  private Backend backend() throws IOException {
    try {
      return component.opened().backend();
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
