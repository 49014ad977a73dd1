package org.watchfloor.rtcc.rules.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;

/** Makes alerts of signals: the same signal and rule, the same alert. */
final class AlertMaker {
  private AlertMaker() {}

  /** What a kind asks for. */
  static Alert ofKind(SignalEntry entry, KindDescriptor descriptor) {
    return alert(
        "signal-" + entry.number(),
        entry,
        entry.signal().severity(),
        descriptor.title(),
        descriptor.summary().isEmpty() ? "" : descriptor.summarise(entry.signal()),
        "kind " + entry.kind(),
        Facts.of(entry, Optional.of(descriptor)));
  }

  /** What a rule asks for. */
  static Alert ofRule(SignalEntry entry, Rule rule, Optional<KindDescriptor> descriptor) {
    Map<String, String> facts = new LinkedHashMap<>(Facts.of(entry, descriptor));
    facts.put("rule", rule.name());
    return alert(
        "rule-" + entry.number() + "-" + rule.name(),
        entry,
        rule.severity().orElse(entry.signal().severity()),
        rule.title(),
        descriptor.map(d -> d.summarise(entry.signal())).orElseGet(() -> title(entry.kind())),
        "rule " + rule.name() + " " + entry.kind(),
        facts);
  }

  private static Alert alert(
      String id,
      SignalEntry entry,
      Severity severity,
      String title,
      String summary,
      String matter,
      Map<String, String> facts) {
    Signal signal = entry.signal();
    return new Alert(
        id,
        entry.kind(),
        severity,
        title,
        summary,
        signal.occurredAt(),
        signal.location(),
        List.of(entry.number()),
        matter + " " + entry.sourceId() + " " + signal.device(),
        signal.media(),
        facts);
  }

  /** {@code river.level} as {@code River level}. */
  private static String title(String kind) {
    String words = kind.replace('.', ' ').replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
