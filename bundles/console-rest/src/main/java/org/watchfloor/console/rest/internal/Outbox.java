package org.watchfloor.console.rest.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one client, and up to which number. Bounded: what is more is not taken, and is
 * read from the journal later. Not thread-safe.
 */
final class Outbox {
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_PIECES = 64;

  private final ArrayDeque<Piece> queue = new ArrayDeque<>();
  private int bytes;
  private Skipped untold = Skipped.NONE;
  private long upTo;

  /**
   * @param after number of the last entry that the client has seen
   */
  Outbox(long after) {
    this.upTo = after;
  }

  /** Number up to which the client has everything once all that waits is written. */
  long upTo() {
    return upTo;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Adds what comes next; false if it is more than may wait, and the rest is not added. */
  boolean add(List<Piece> pieces, long last) {
    for (Piece piece : pieces) {
      if (!queue.isEmpty()
          && (bytes + piece.bytes().length > MAX_BYTES || queue.size() >= MAX_PIECES)) {
        return false;
      }
      queue.add(piece);
      bytes += piece.bytes().length;
      upTo = piece.upTo();
    }
    upTo = Math.max(upTo, last);
    return true;
  }

  /** Forgets what waits: the client has left. */
  void forget() {
    queue.clear();
    bytes = 0;
  }

  /** Whether the client is to be told of what was skipped. */
  boolean owes() {
    return untold.signals() > 0 && queue.isEmpty();
  }

  /**
   * The next bytes to write, all that waits within the size of one write; empty if there are none.
   *
   * @param tell whether what was skipped is a reason to write
   */
  byte[] take(boolean tell) {
    List<byte[]> taken = new ArrayList<>();
    int length = 0;
    Piece next = queue.peek();
    while (next != null && (length == 0 || length + next.bytes().length <= Piece.BYTES)) {
      queue.remove();
      bytes -= next.bytes().length;
      untold = untold.and(next.skipped());
      if (next.bytes().length > 0) {
        taken.add(next.bytes());
        length += next.bytes().length;
      }
      next = queue.peek();
    }
    if (untold.signals() > 0 && (tell || length > 0)) {
      byte[] told = EventFrames.of(untold);
      untold = Skipped.NONE;
      taken.add(told);
      length += told.length;
    }
    return Piece.joined(taken, length);
  }
}
