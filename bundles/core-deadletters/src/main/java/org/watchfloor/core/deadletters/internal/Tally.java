package org.watchfloor.core.deadletters.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much each source has in the store, and whose oldest letter goes next. Confined to the thread
 * that writes.
 */
final class Tally {
  private final Map<String, long[]> sources = new HashMap<>();
  private long letters;
  private long bytes;

  void add(String sourceId, long number, long weight) {
    long[] own = sources.computeIfAbsent(sourceId, id -> new long[2]);
    own[0] += number;
    own[1] += weight;
    letters += number;
    bytes += weight;
    if (own[0] <= 0) {
      sources.remove(sourceId);
    }
  }

  /**
   * The source whose oldest letter must go: one that has more than its share, or else the one that
   * has most where all have too much together. Null if none must.
   */
  @Nullable String tooFull(Settings limits) {
    for (Map.Entry<String, long[]> source : sources.entrySet()) {
      if (source.getValue()[0] > limits.shareCount()
          || source.getValue()[1] > limits.shareBytes()) {
        return source.getKey();
      }
    }
    if (letters > limits.maxCount()) {
      return fullest(0);
    }
    return bytes > limits.maxBytes() ? fullest(1) : null;
  }

  private @Nullable String fullest(int what) {
    String fullest = null;
    long most = 0;
    for (Map.Entry<String, long[]> source : sources.entrySet()) {
      if (source.getValue()[what] > most) {
        most = source.getValue()[what];
        fullest = source.getKey();
      }
    }
    return fullest;
  }

  long letters() {
    return letters;
  }

  long bytes() {
    return bytes;
  }
}
