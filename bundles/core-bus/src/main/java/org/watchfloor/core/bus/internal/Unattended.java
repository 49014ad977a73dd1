package org.watchfloor.core.bus.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.watchfloor.core.api.journal.Journal;

/**
 * Durable subscribers that the journal knows and that nobody attends: a part that does not start,
 * because its configuration is wrong for instance, would stop alerts without a word. Used by the
 * health check's thread only.
 */
final class Unattended {
  /** A part that is replaced or starts is back by then. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Clock clock;
  private final Map<String, Instant> since = new HashMap<>();

  Unattended(Clock clock) {
    this.clock = clock;
  }

  /** Begins anew: somebody else looks after them for now. */
  synchronized void forget() {
    since.clear();
  }

  /** What is wrong, in words; empty if nothing is. */
  synchronized String words(Journal journal, Set<String> attended) {
    Map<String, Long> cursors = new TreeMap<>(journal.cursors());
    cursors.keySet().removeAll(attended);
    since.keySet().retainAll(cursors.keySet());
    Instant now = clock.instant();
    long head = journal.head();
    String names =
        cursors.entrySet().stream()
            .filter(entry -> entry.getValue() < head)
            .filter(entry -> late(entry.getKey(), now))
            .map(entry -> entry.getKey() + " (" + (head - entry.getValue()) + " entries wait)")
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? ""
        : "Nobody attends "
            + names
            + ": alerts may be missing. The log says why that part does not run; nothing is lost.";
  }

  private boolean late(String name, Instant now) {
    return since.computeIfAbsent(name, any -> now).plus(GRACE).isBefore(now);
  }
}
