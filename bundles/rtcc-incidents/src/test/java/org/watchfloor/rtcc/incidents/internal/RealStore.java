package org.watchfloor.rtcc.incidents.internal;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.core.store.internal.StoreConfig;

/** The center's real store in a folder of the test. */
final class RealStore {
  private RealStore() {}

  static SqlStore open(Path folder) {
    System.setProperty("karaf.data", folder.toString());
    return new SqlStore(new Defaults());
  }

  private static final class Defaults implements StoreConfig {
    @Override
    public int busy_timeout_ms() {
      return 5_000;
    }

    @Override
    public int readers() {
      return 4;
    }

    @Override
    public long disk_min_free_mib() {
      return 0;
    }

    @Override
    public long media_max_bytes() {
      return 8L << 20;
    }

    @Override
    public int media_retention_days() {
      return 0;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return StoreConfig.class;
    }
  }
}
