package org.watchfloor.rtcc.gunshots.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;

/** Makes the alert of a gunshot signal: the same signal, the same alert. Immutable. */
final class AlertMaker {
  private final double criticalConfidence;
  private final Cells cells;

  AlertMaker(double criticalConfidence, Cells cells) {
    this.criticalConfidence = criticalConfidence;
    this.cells = cells;
  }

  /** Takes any signal of the kind, also one whose detail a script has left out. */
  Alert alert(SignalEntry entry) {
    Signal signal = entry.signal();
    Gunshot shot =
        signal.detail() instanceof Gunshot detail
            ? detail
            : new Gunshot(Optional.empty(), Optional.empty(), false, "");
    String cell = cells.name(signal.location());
    return new Alert(
        "gunshot-" + entry.number(),
        Kind.GUNSHOT_DETECTED.name(),
        severity(signal, shot),
        title(shot),
        summary(entry, shot),
        signal.occurredAt(),
        signal.location(),
        List.of(entry.number()),
        cell.isEmpty() ? "" : "gunshot-" + cell,
        signal.media(),
        facts(entry, shot));
  }

  private Severity severity(Signal signal, Gunshot shot) {
    boolean sure = shot.confidence().map(c -> c >= criticalConfidence).orElse(true);
    Severity least = sure ? Severity.CRITICAL : Severity.HIGH;
    return signal.severity().compareTo(least) > 0 ? signal.severity() : least;
  }

  private static String title(Gunshot shot) {
    return shot.rounds()
        .map(n -> n == 1 ? "Gunshot, 1 round" : "Gunshot, " + n + " rounds")
        .orElse("Gunshot");
  }

  private static String summary(SignalEntry entry, Gunshot shot) {
    StringBuilder text = new StringBuilder(device(entry));
    if (!shot.classification().isBlank()) {
      text.append(", ").append(shot.classification());
    }
    shot.confidence().ifPresent(c -> text.append(", confidence ").append(percent(c)));
    text.append(shot.reviewed() ? ", reviewed by a person" : ", not reviewed by a person");
    return text.toString();
  }

  private static Map<String, String> facts(SignalEntry entry, Gunshot shot) {
    Map<String, String> facts = new LinkedHashMap<>();
    shot.rounds().ifPresent(n -> facts.put("rounds", String.valueOf(n)));
    shot.confidence().ifPresent(c -> facts.put("confidence", String.valueOf(c)));
    if (!shot.classification().isBlank()) {
      facts.put("classification", shot.classification());
    }
    facts.put("reviewed", String.valueOf(shot.reviewed()));
    if (!entry.signal().device().isBlank()) {
      facts.put("device", entry.signal().device());
    }
    facts.put("source", entry.sourceId());
    return facts;
  }

  private static String device(SignalEntry entry) {
    String device = entry.signal().device();
    return device.isBlank() ? entry.sourceId() : device;
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.0f %%", fraction * 100);
  }
}
