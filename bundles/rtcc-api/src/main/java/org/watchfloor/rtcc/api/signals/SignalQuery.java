package org.watchfloor.rtcc.api.signals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * Which signals are looked for; every part narrows.
 *
 * @param kinds names or prefixes at a dot; empty for all
 * @param minSeverity this one and above
 * @param since inclusive
 * @param until exclusive
 * @param sourceId of one source; empty for all
 * @param text that the summary, the device or a field holds, case aside; empty for any
 * @param fields values of fields, equal as text
 * @param near within {@code metres} of a place
 * @param metres radius, metres; only with {@code near}
 * @param before numbers below this one; 0 to begin with the newest
 * @param limit 1 to 1,000
 */
public record SignalQuery(
    Set<String> kinds,
    Severity minSeverity,
    Optional<Instant> since,
    Optional<Instant> until,
    String sourceId,
    String text,
    Map<String, String> fields,
    Optional<GeoPoint> near,
    double metres,
    long before,
    int limit) {
  public SignalQuery {
    kinds = Set.copyOf(kinds);
    fields = Map.copyOf(fields);
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to 1000");
    }
  }
}
