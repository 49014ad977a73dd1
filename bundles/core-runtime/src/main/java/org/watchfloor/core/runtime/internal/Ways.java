package org.watchfloor.core.runtime.internal;

import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Opens the ways in of a source's decoder, as many as this node may, and says how they are. On the
 * source's lane.
 */
record Ways(String sourceId, Platform platform, DecoderDoor door, StateBoard board) {

  /**
   * @throws SourceException if one cannot be opened; then none is open
   */
  void connect(DecoderSession decoder, Stand stand, DecoderDoor.Listener listener)
      throws SourceException {
    InboundTransport transport = platform.transport().get();
    if (transport == null) {
      door.close();
      board.enter(SourceState.OFFLINE, "no transport: the bundle camel-routing is not running");
      return;
    }
    if (stand.takes()) {
      door.admit(decoder, listener);
    } else {
      door.away(stand.reason()); // who sends is told to send again
    }
    door.open(sourceId, transport, stand.ways(decoder.inbounds()));
    show(stand);
  }

  void show(Stand stand) {
    if (stand.runs()) {
      board.enter(door.status());
    } else {
      board.enter(SourceState.STANDBY, stand.reason());
    }
  }
}
