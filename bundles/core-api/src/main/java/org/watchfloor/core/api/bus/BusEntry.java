package org.watchfloor.core.api.bus;

import java.time.Instant;

/** What a subscriber gets: a decoded journal entry. */
public sealed interface BusEntry permits SignalEntry, AlertEntry, ChangeEntry {
  /** Position in the journal; makes a repeat visible. */
  long number();

  /** By the center's clock, UTC. */
  Instant recordedAt();

  /** Name of the kind, for filters: of the signal, of the alert, or of the change. */
  String kind();
}
