package org.watchfloor.console.rest.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.signal.SignalDetail;

/**
 * Plate reads as they are shown to who has given no reason: that there was one, when and where, but
 * neither the plate nor the vehicle nor the pictures of them. The whole read is shown by the search
 * of the history of reads, which takes a reason and is on record.
 */
final class Redacted {
  /** What a reader writes for a character that it could not read. */
  private static final PlateRead NOT_SHOWN =
      new PlateRead("?", "", Optional.empty(), List.of(), "", "", "", Optional.empty());

  private Redacted() {}

  static BusEntry of(BusEntry entry) {
    return entry instanceof SignalEntry signal && meant(signal.signal())
        ? new SignalEntry(
            signal.number(), signal.recordedAt(), signal.sourceId(), of(signal.signal()))
        : entry;
  }

  /** Whether something of a signal is not shown. */
  static boolean meant(Signal signal) {
    return signal.detail() instanceof PlateRead || signal.kind().equals(Kind.PLATE_READ);
  }

  static Signal of(Signal signal) {
    if (!meant(signal)) {
      return signal;
    }
    SignalDetail shown = signal.detail() instanceof PlateRead ? NOT_SHOWN : Fields.NONE;
    return Signal.of(signal.kind(), key(signal), signal.occurredAt())
        .severity(signal.severity())
        .device(signal.device())
        .at(signal.location())
        .detail(shown)
        .build();
  }

  /** Some vendors make the id of a read from its plate. */
  private static String key(Signal signal) {
    if (!(signal.detail() instanceof PlateRead read)) {
      return "not shown";
    }
    String key = bare(signal.vendorKey());
    boolean tells =
        key.contains(bare(read.plate()))
            || read.candidates().stream().anyMatch(other -> key.contains(bare(other.plate())));
    return tells ? "not shown" : signal.vendorKey();
  }

  private static String bare(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
