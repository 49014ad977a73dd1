package org.watchfloor.console.rest.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;

/**
 * Events that go to a client in one go. Immutable, and shared by all clients that get the same.
 *
 * @param bytes not to be changed; none where all was skipped
 * @param upTo number of the last entry that is in it or was skipped
 * @param skipped signals left out
 */
record Piece(byte[] bytes, long upTo, Skipped skipped) {
  /**
   * A piece ends with the entry that reaches this, and a write to a client as well: a client that
   * does not read keeps one write and few pieces in memory.
   */
  static final int BYTES = 32 << 10;

  /** Makes pieces of entries, which come in order. Used by one thread. */
  static final class Maker {
    private final EventFrames frames;
    private final Sieve sieve;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<byte[]> waiting = new ArrayList<>();
    private int length;
    private long upTo;
    private Skipped skipped = Skipped.NONE;

    Maker(EventFrames frames, Sieve sieve) {
      this.frames = frames;
      this.sieve = sieve;
    }

    void add(BusEntry entry) {
      if (entry instanceof SignalEntry && !sieve.takes(1)) {
        skip(entry);
        return;
      }
      byte[] frame = frames.of(entry);
      waiting.add(frame);
      length += frame.length;
      upTo = entry.number();
      if (length >= BYTES) {
        end();
      }
    }

    void skip(BusEntry entry) {
      skipped = skipped.and(entry.number());
      upTo = entry.number();
    }

    /** Whole pieces so far. */
    int whole() {
      return pieces.size();
    }

    List<Piece> pieces() {
      end();
      return pieces;
    }

    private void end() {
      if (!waiting.isEmpty() || skipped.signals() > 0) {
        pieces.add(new Piece(joined(waiting, length), upTo, skipped));
        waiting.clear();
        length = 0;
        skipped = Skipped.NONE;
      }
    }
  }

  /** The arrays one after the other; a single one as it is. */
  static byte[] joined(List<byte[]> parts, int length) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
