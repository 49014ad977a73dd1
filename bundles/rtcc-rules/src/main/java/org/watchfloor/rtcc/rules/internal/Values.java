package org.watchfloor.rtcc.rules.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Gunshot;

/** What is known of a signal by the names of its fields. */
final class Values {
  private Values() {}

  /** The fields of the detail, in order. */
  static Map<String, Object> fields(SignalEntry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (entry.signal().detail() instanceof Fields fields) {
      values.putAll(fields.values());
    } else if (entry.signal().detail() instanceof Gunshot shot) {
      shot.rounds().ifPresent(rounds -> values.put("rounds", rounds.longValue()));
      shot.confidence().ifPresent(confidence -> values.put("confidence", confidence));
      values.put("reviewed", shot.reviewed());
      values.put("classification", shot.classification());
    }
    return values;
  }

  /**
   * The fields, and {@code device}, {@code source} and {@code kind} where no field has the name.
   */
  static Map<String, Object> all(SignalEntry entry) {
    Map<String, Object> values = fields(entry);
    values.putIfAbsent("device", entry.signal().device());
    values.putIfAbsent("source", entry.sourceId());
    values.putIfAbsent("kind", entry.kind());
    return values;
  }
}
