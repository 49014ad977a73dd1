package org.watchfloor.core.api.bus;

import java.time.Instant;

/** A change on the bus. */
public record ChangeEntry(long number, Instant recordedAt, Change change) implements BusEntry {
  @Override
  public String kind() {
    return change.kind();
  }
}
