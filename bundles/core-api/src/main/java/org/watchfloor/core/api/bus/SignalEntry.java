package org.watchfloor.core.api.bus;

import java.time.Instant;
import org.watchfloor.plugin.api.signal.Signal;

/** A signal on the bus, with the source that it came from. */
public record SignalEntry(long number, Instant recordedAt, String sourceId, Signal signal)
    implements BusEntry {
  @Override
  public String kind() {
    return signal.kind().name();
  }
}
