package org.watchfloor.testkit.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.store.internal.FileMediaStore;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.core.store.internal.StoreConfig;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * The center's real stores in a folder of the test, with the configuration that is shipped, but
 * contented with a full disk. No fake: what SQLite does with a statement, and in a class that is
 * {@link EachStore} PostgreSQL too, is what a test is to see. Close what is opened.
 */
public final class RealStore {
  /** Where the stores look for their folder; set while one is opened, for all of the process. */
  private static final String DATA = "karaf.data";

  private static final Map<Path, String> SCHEMAS = new ConcurrentHashMap<>();
  private static volatile Dialect dialect = Dialect.SQLITE;

  private RealStore() {}

  static void use(Dialect next) {
    dialect = next;
  }

  /** Which one {@link #open} opens now. */
  public static Dialect dialect() {
    return dialect;
  }

  /** The same folder is the same store, also after a close. */
  public static SqlStore open(Path folder) {
    try {
      return in(folder, () -> new SqlStore(config(database(folder))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A store in a PostgreSQL of the caller's choice.
   *
   * @param url of a database of {@link PostgresServer#USER}
   */
  public static SqlStore open(Path folder, String url) {
    try {
      return in(folder, () -> new SqlStore(config(database(url))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A schema of the one PostgreSQL of this JVM for each folder. */
  private static Map<String, Object> database(Path folder) {
    if (dialect == Dialect.SQLITE) {
      return Map.of();
    }
    String url = SCHEMAS.computeIfAbsent(folder, f -> PostgresServer.shared().newSchema());
    return database(url);
  }

  private static Map<String, Object> database(String url) {
    return Map.of("url", url, "user", PostgresServer.USER, "_password", PostgresServer.PASSWORD);
  }

  /**
   * @param maxBytes of one content
   */
  public static FileMediaStore media(Path folder, long maxBytes) throws IOException {
    return in(folder, () -> new FileMediaStore(config(Map.of("media_max_bytes", maxBytes))));
  }

  private static StoreConfig config(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("disk_min_free_mib", 0L);
    return Configs.of(StoreConfig.class, all);
  }

  private static synchronized <T> T in(Path folder, Opener<T> opener) throws IOException {
    String before = System.getProperty(DATA);
    System.setProperty(DATA, folder.toString());
    try {
      return opener.open();
    } finally {
      if (before == null) {
        System.clearProperty(DATA);
      } else {
        System.setProperty(DATA, before);
      }
    }
  }

  private interface Opener<T> {
    T open() throws IOException;
  }
}
