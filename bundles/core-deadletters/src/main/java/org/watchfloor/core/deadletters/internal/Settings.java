package org.watchfloor.core.deadletters.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The limits as they are used: a value out of its range is replaced by the default, so that a slip
 * in a file does not lose letters. Immutable.
 *
 * @param maxCount letters
 * @param maxBytes of bodies and headers
 * @param keepDays 0 for no limit
 * @param sharePercent of both that one source may take
 * @param problems one for each value that was replaced, in words
 */
record Settings(
    int maxCount, long maxBytes, int keepDays, int sharePercent, List<String> problems) {
  static final int COUNT = 10_000;
  static final int MIB = 256;
  static final int DAYS = 30;
  static final int SHARE = 25;

  private static final String FILE = "etc/" + DeadLettersConfig.PID + ".cfg";

  Settings {
    problems = List.copyOf(problems);
  }

  static Settings of(DeadLettersConfig config) {
    List<String> problems = new ArrayList<>();
    int count = new Range("max.count", 1, 1_000_000, COUNT).read(config::max_count, problems);
    int mib = new Range("max.mib", 1, 65_536, MIB).read(config::max_mib, problems);
    int days = new Range("keep.days", 0, 36_500, DAYS).read(config::keep_days, problems);
    int share =
        new Range("source.share.percent", 1, 100, SHARE)
            .read(config::source_share_percent, problems);
    return new Settings(count, (long) mib << 20, days, share, problems);
  }

  int shareCount() {
    return (int) Math.max(1, (long) maxCount * sharePercent / 100);
  }

  long shareBytes() {
    return maxBytes * sharePercent / 100;
  }

  /** The values of one key that make sense, both ends included. */
  private record Range(String key, int min, int max, int standard) {
    int read(IntSupplier configured, List<String> problems) {
      String found;
      try {
        int value = configured.getAsInt();
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
              .formatted(FILE, key, found, min, max, standard));
      return standard;
    }
  }
}
