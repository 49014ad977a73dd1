package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * What a restored center has, beside what the backup says that it had. A center that runs goes on:
 * a count may have grown, and where one has, a checksum tells nothing.
 */
final class Comparison {
  private Comparison() {}

  /** What is less or other than in the backup, in words; nothing if all is there. */
  static List<String> differences(Manifest.Part then, BackupPart part) {
    try {
      return differences(then.name(), then.figures(), part.figures());
    } catch (IOException e) {
      return List.of(then.name() + ": cannot be read: " + e.getMessage());
    }
  }

  static List<String> differences(String part, Map<String, String> then, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    boolean grown = false;
    for (Map.Entry<String, String> figure : then.entrySet()) {
      String value = now.get(figure.getKey());
      if (isCount(figure.getValue()) && value != null && isCount(value)) {
        int compared = Long.compare(Long.parseLong(value), Long.parseLong(figure.getValue()));
        grown |= compared > 0;
        if (compared < 0) {
          differences.add(words(part, figure, value));
        }
      }
    }
    for (Map.Entry<String, String> figure : then.entrySet()) {
      String value = now.getOrDefault(figure.getKey(), "nothing");
      boolean counts = isCount(figure.getValue()) && isCount(value);
      if (!counts && !grown && !value.equals(figure.getValue())) {
        differences.add(words(part, figure, value));
      }
    }
    return differences;
  }

  private static boolean isCount(String value) {
    return value.matches("[0-9]{1,18}");
  }

  private static String words(String part, Map.Entry<String, String> figure, String now) {
    return part + ": " + figure.getKey() + " was " + figure.getValue() + " and is " + now;
  }
}
