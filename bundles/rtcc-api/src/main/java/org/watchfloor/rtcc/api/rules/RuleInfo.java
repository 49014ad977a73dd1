package org.watchfloor.rtcc.api.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * A rule as it is now.
 *
 * @param id name of its file, or {@code kind <name>} for one that a kind's descriptor asks for
 * @param title of the alerts that it makes
 * @param kinds names or prefixes that it looks at
 * @param conditions in words, as they stand in the file
 * @param severity of its alerts; empty for that of the signal
 * @param fault what is wrong with its file, with the key; empty if it works
 * @param fired alerts made since the center started
 * @param lastFiredAt UTC
 */
public record RuleInfo(
    String id,
    String title,
    List<String> kinds,
    List<String> conditions,
    Optional<Severity> severity,
    String fault,
    long fired,
    Optional<Instant> lastFiredAt) {
  public RuleInfo {
    kinds = List.copyOf(kinds);
    conditions = List.copyOf(conditions);
  }
}
