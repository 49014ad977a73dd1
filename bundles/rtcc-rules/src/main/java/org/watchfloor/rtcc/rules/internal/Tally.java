package org.watchfloor.rtcc.rules.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often each rule made an alert since the start. Thread-safe. */
final class Tally {
  /**
   * @param times how often
   * @param last when
   */
  record Count(long times, Optional<Instant> last) {}

  private final Map<String, Count> counts = new HashMap<>();

  synchronized void add(String ruleId, Instant at) {
    counts.merge(
        ruleId,
        new Count(1, Optional.of(at)),
        (before, one) -> new Count(before.times() + 1, one.last()));
  }

  synchronized Count of(String ruleId) {
    return counts.getOrDefault(ruleId, new Count(0, Optional.empty()));
  }
}
