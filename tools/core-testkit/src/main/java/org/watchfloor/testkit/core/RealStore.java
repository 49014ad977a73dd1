package org.watchfloor.testkit.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.watchfloor.core.store.internal.FileMediaStore;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.core.store.internal.StoreConfig;
import org.watchfloor.testkit.Configs;

/**
 * The center's real stores in a folder of the test, with the configuration that is shipped, but
 * contented with a full disk. No fake: what SQLite does with a statement is what a test is to see.
 * Close what is opened.
 */
public final class RealStore {
  /** Where the stores look for their folder; set while one is opened, for all of the process. */
  private static final String DATA = "karaf.data";

  private RealStore() {}

  public static SqlStore open(Path folder) {
    try {
      return in(folder, () -> new SqlStore(config(Map.of())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
