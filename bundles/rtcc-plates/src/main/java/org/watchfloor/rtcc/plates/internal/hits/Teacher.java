package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.Lesson;
import org.watchfloor.rtcc.plates.internal.match.ReaderModels;

/** Makes of what was decided of a hit what it teaches of the reader. Thread-safe. */
final class Teacher {
  private static final Filter READS = Filter.of(EntryType.SIGNAL, Kind.PLATE_READ.name());

  /** A read and who read it. */
  private record Read(String reader, PlateRead read) {}

  private final AlertBus bus;
  private final HotListIndex index;
  private final double possibleFrom;
  private final Clock clock;

  /**
   * @param possibleFrom probability from which a hit is possible, for lists that do not say
   */
  Teacher(AlertBus bus, HotListIndex index, double possibleFrom, Clock clock) {
    this.bus = bus;
    this.index = index;
    this.possibleFrom = possibleFrom;
    this.clock = clock;
  }

  /**
   * A confirmed hit tells what the plate was; a misread one, what it was not. Nothing else does:
   * who sees that it is not the vehicle has not said what is on the plate.
   *
   * @param state that was decided
   */
  Optional<Lesson> lesson(CheckedHit hit, HitState state) {
    Alert alert = hit.alert();
    String plate = alert.facts().getOrDefault("plate", "");
    boolean teaches = state == HitState.CONFIRMED || state == HitState.MISREAD;
    if (!teaches || !alert.kind().equals(HitAlert.KIND) || plate.isEmpty()) {
      return Optional.empty();
    }
    return read(alert)
        .flatMap(
            seen ->
                state == HitState.CONFIRMED
                    ? index.confirmed(
                        seen.reader(), seen.read(), plate, clock.instant(), possibleFrom)
                    : index.rejected(seen.reader(), seen.read(), plate));
  }

  /** With each character's confidence from the journal; from the alert once it is gone there. */
  private Optional<Read> read(Alert alert) {
    String text = alert.facts().getOrDefault("read", "");
    for (long number : alert.signals()) {
      List<BusEntry> entries = bus.read(number - 1, READS, 1);
      if (!entries.isEmpty()
          && entries.get(0) instanceof SignalEntry entry
          && entry.number() == number
          && entry.signal().detail() instanceof PlateRead read
          && read.plate().equals(text)) {
        String device = entry.signal().device();
        return Optional.of(new Read(ReaderModels.id(entry.sourceId(), device), read));
      }
    }
    return ofFacts(alert.facts(), text);
  }

  private static Optional<Read> ofFacts(Map<String, String> facts, String text) {
    String source = facts.getOrDefault("source", "");
    String camera = facts.getOrDefault("camera", source);
    if (source.isEmpty() || text.isEmpty() || text.length() > 16) {
      return Optional.empty();
    }
    String reader = ReaderModels.id(source, camera.equals(source) ? "" : camera);
    return Optional.of(
        new Read(
            reader,
            new PlateRead(text, "", confidence(facts), List.of(), "", "", "", Optional.empty())));
  }

  private static Optional<Double> confidence(Map<String, String> facts) {
    try {
      double confidence = Double.parseDouble(facts.getOrDefault("confidence", ""));
      return confidence >= 0 && confidence <= 1 ? Optional.of(confidence) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
