package org.watchfloor.console.rest.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;

/**
 * Entries as server-sent events (WHATWG HTML, 9.2). The newest are kept, so that an entry is
 * encoded once for all streams that are up to date. Thread-safe.
 */
final class EventFrames {
  private static final int KEPT = 1024;

  /** Larger ones are rare, and would make what is kept large. */
  private static final int MAX_KEPT_BYTES = 8 << 10;

  private record Frame(long number, byte[] bytes) {}

  private final AtomicReferenceArray<@Nullable Frame> kept = new AtomicReferenceArray<>(KEPT);

  /** The bytes of an entry's event; not to be changed. */
  byte[] of(BusEntry entry) {
    int slot = (int) (entry.number() % KEPT);
    Frame frame = kept.get(slot);
    if (frame != null && frame.number == entry.number()) {
      return frame.bytes;
    }
    byte[] bytes = write(entry);
    if (bytes.length <= MAX_KEPT_BYTES) {
      kept.set(slot, new Frame(entry.number(), bytes));
    }
    return bytes;
  }

  /** Says that signals were left out; without an id, so that nobody goes on from it. */
  static byte[] of(Skipped skipped) {
    String data =
        "{\"signals\":%d,\"from\":%d,\"to\":%d}"
            .formatted(skipped.signals(), skipped.from(), skipped.to());
    return ("event: skipped\ndata: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] write(BusEntry entry) {
    String type =
        entry instanceof SignalEntry ? "signal" : entry instanceof AlertEntry ? "alert" : "change";
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(
        ("id: " + entry.number() + "\nevent: " + type + "\ndata: ")
            .getBytes(StandardCharsets.US_ASCII));
    // JSON of one line: line ends within strings are escaped
    out.writeBytes(Json.bytes(EntryJson.write(Redacted.of(entry))));
    out.writeBytes(new byte[] {'\n', '\n'});
    return out.toByteArray();
  }
}
