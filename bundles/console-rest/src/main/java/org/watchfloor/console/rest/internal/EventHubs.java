package org.watchfloor.console.rest.internal;

import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.AlertBus;

/** The hub of the bus that runs now; made with the first stream. Thread-safe. */
final class EventHubs {
  private final long most;

  // guarded by this
  private @Nullable EventHub hub;
  private long opened;

  /**
   * @param most entries that a stream may fall behind and still get every signal
   */
  EventHubs(long most) {
    this.most = most;
  }

  /**
   * Feeds a stream of a bus.
   *
   * @throws IllegalStateException if the bus is closed
   */
  void join(AlertBus bus, EventStream stream) {
    stream.feed(joined(bus, stream), most);
  }

  private synchronized EventHub joined(AlertBus bus, EventStream stream) {
    EventHub now = hub;
    if (now == null || !now.of(bus) || !now.join(stream)) {
      opened++;
      now = EventHub.open(bus, "events-" + opened);
      now.join(stream);
      hub = now;
    }
    return now;
  }
}
