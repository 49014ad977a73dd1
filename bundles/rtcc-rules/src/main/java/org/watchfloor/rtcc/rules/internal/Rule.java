package org.watchfloor.rtcc.rules.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * A rule of the agency that works. Immutable.
 *
 * @param name of its file, after the {@code ~}
 * @param kinds names or prefixes at a dot
 * @param severity of its alerts; empty for that of the signal
 * @param quiet after an alert, for the same device
 */
record Rule(
    String name,
    String title,
    Set<String> kinds,
    Severity minSeverity,
    List<Condition> conditions,
    Optional<Circle> near,
    Optional<Severity> severity,
    Duration quiet,
    boolean enabled) {
  Rule {
    kinds = Set.copyOf(kinds);
    conditions = List.copyOf(conditions);
  }

  boolean matches(SignalEntry entry) {
    return enabled
        && Kinds.passes(kinds, entry.kind())
        && entry.signal().severity().compareTo(minSeverity) >= 0
        && near.map(circle -> circle.holds(entry.signal().location())).orElse(true)
        && holds(entry);
  }

  private boolean holds(SignalEntry entry) {
    return conditions.isEmpty()
        || conditions.stream().allMatch(condition -> condition.holds(Values.all(entry)));
  }

  /** What it asks for, in words. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (!enabled) {
      words.add("off: enabled = false");
    }
    if (minSeverity != Severity.INFO) {
      words.add("severity at least " + Json.word(minSeverity));
    }
    conditions.forEach(condition -> words.add(condition.toString()));
    near.ifPresent(circle -> words.add(circle.toString()));
    if (!quiet.isZero()) {
      words.add("no second one of a device within " + quiet.toSeconds() + " s");
    }
    return words;
  }

  List<String> sortedKinds() {
    return List.copyOf(new TreeSet<>(kinds));
  }
}
