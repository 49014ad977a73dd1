package org.watchfloor.core.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The configuration as it is used: a value out of its range is replaced by the default, for a slip
 * in a file must not take the desk away.
 *
 * @param busyTimeoutMillis to wait for a lock of another process
 * @param readers connections for queries
 * @param diskMinFreeMib below which the health check warns
 * @param mediaMaxBytes of one content
 * @param mediaRetentionDays after which media are deleted; 0 keeps all
 * @param database PostgreSQL, or none
 * @param problems one for each value that was replaced: file, key, value, range, what is used
 */
record Settings(
    int busyTimeoutMillis,
    int readers,
    long diskMinFreeMib,
    long mediaMaxBytes,
    int mediaRetentionDays,
    Database database,
    List<String> problems) {
  static final int BUSY_TIMEOUT_MS = 5_000;
  static final int READERS = 4;
  static final long DISK_MIN_FREE_MIB = 1_024;
  static final long MEDIA_MAX_BYTES = 8L << 20;
  static final int MEDIA_RETENTION_DAYS = 30;
  static final int CONNECT_SECONDS = 5;
  static final int STATEMENT_SECONDS = 30;

  Settings {
    problems = List.copyOf(problems);
  }

  static Settings of(StoreConfig config) {
    List<String> problems = new ArrayList<>();
    return new Settings(
        (int)
            new Range("busy.timeout.ms", 0, 600_000, BUSY_TIMEOUT_MS)
                .read(config::busy_timeout_ms, problems),
        (int) new Range("readers", 1, 64, READERS).read(config::readers, problems),
        new Range("disk.min.free.mib", 0, 1L << 30, DISK_MIN_FREE_MIB)
            .read(config::disk_min_free_mib, problems),
        // One content is one array.
        new Range("media.max.bytes", 1, Integer.MAX_VALUE, MEDIA_MAX_BYTES)
            .read(config::media_max_bytes, problems),
        (int)
            new Range("media.retention.days", 0, 36_500, MEDIA_RETENTION_DAYS)
                .read(config::media_retention_days, problems),
        database(config, problems),
        problems);
  }

  /** The same with another database. */
  Settings with(Database other) {
    return new Settings(
        busyTimeoutMillis,
        readers,
        diskMinFreeMib,
        mediaMaxBytes,
        mediaRetentionDays,
        other,
        problems);
  }

  private static Database database(StoreConfig config, List<String> problems) {
    return new Database(
        config.url().strip(),
        config.user().strip(),
        config._password(),
        tls(config.tls().strip(), problems),
        config.tls_ca().strip(),
        config.center().strip(),
        (int)
            new Range("connect.timeout.seconds", 1, 60, CONNECT_SECONDS)
                .read(config::connect_timeout_seconds, problems),
        (int)
            new Range("statement.timeout.seconds", 1, 3_600, STATEMENT_SECONDS)
                .read(config::statement_timeout_seconds, problems));
  }

  private static Database.Tls tls(String word, List<String> problems) {
    for (Database.Tls tls : Database.Tls.values()) {
      if (tls.name().toLowerCase(Locale.ROOT).equals(word)) {
        return tls;
      }
    }
    problems.add(
        "%s: tls = %s is neither auto nor verified nor off; auto is used: correct the file"
            .formatted(StoreConfig.FILE, word));
    return Database.Tls.AUTO;
  }

  /** The values of one key that make sense, both ends included. */
  private record Range(String key, long min, long max, long standard) {
    long read(LongSupplier configured, List<String> problems) {
      String found;
      try {
        long value = configured.getAsLong();
        if (value >= min && value <= max) {
          return value;
        }
        found = " = " + value + " is out of range";
      } catch (RuntimeException e) {
        // Declarative Services converts a value when it is asked for; the message quotes it.
        found = " is not a whole number (" + e.getMessage() + ")";
      }
      problems.add(
          "%s: %s%s; allowed is %d to %d, the default %d is used: correct the file"
              .formatted(StoreConfig.FILE, key, found, min, max, standard));
      return standard;
    }
  }
}
