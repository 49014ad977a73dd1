package org.watchfloor.core.api.bus;

import java.time.Instant;

/** An alert on the bus. */
public record AlertEntry(long number, Instant recordedAt, Alert alert) implements BusEntry {
  @Override
  public String kind() {
    return alert.kind();
  }
}
