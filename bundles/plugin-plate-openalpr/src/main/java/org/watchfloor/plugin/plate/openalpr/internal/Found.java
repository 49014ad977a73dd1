package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** What was found in one message so far. Not thread-safe. */
final class Found {
  private final List<Signal> signals = new ArrayList<>();
  private final List<Media> media = new ArrayList<>();

  /** Adds a signal with the pictures that belong to it. */
  void add(JsonObject where, Signal.Builder signal, List<Media> pictures) throws MalformedMessage {
    pictures.forEach(picture -> signal.media(picture.ref()));
    media.addAll(pictures);
    signals.add(where.checked(signal::build));
  }

  void add(Signal signal) {
    signals.add(signal);
  }

  Decoded decoded() {
    return Decoded.of(signals, media);
  }
}
