package org.watchfloor.console.rest.internal;

import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;

/**
 * Reads from the journal, page by page, what a client has not seen yet. A client that was up to
 * date and fell too far behind gets alerts and changes only, until it has reached what was the
 * journal's end when that was noticed, and is told which signals it did not get. Used by one thread
 * at a time.
 */
final class Backlog {
  private static final int PAGE_ENTRIES = 100;

  /** Where most are only counted. */
  private static final int SKIPPED_ENTRIES = 1_000;

  /** How many entries {@link AlertBus#read} looks at in one call. */
  private static final long SPAN = 10_000;

  /** As many as a client's outbox takes; the rest of a page of large entries is read again. */
  private static final int MAX_PIECES = 2;

  private final AlertBus bus;
  private final Wanted wanted;
  private final EventFrames frames;
  private final Sieve sieve;
  private final long most;
  private long allowed;
  private long skipUpTo;

  /**
   * What was read.
   *
   * @param upTo number that the client stands behind when it has the pieces
   */
  record Page(List<Piece> pieces, long upTo) {}

  /**
   * @param after what the client has seen; all after it is read once, however much it is
   * @param most entries that a client may fall behind and still get every signal
   */
  Backlog(AlertBus bus, Wanted wanted, EventFrames frames, Sieve sieve, long after, long most) {
    this.bus = bus;
    this.wanted = wanted;
    this.frames = frames;
    this.sieve = sieve;
    this.most = most;
    this.allowed = Math.max(0, bus.head() - after) + most;
  }

  /** Says that the client was up to date: from now on it may not fall farther behind than most. */
  void reached() {
    allowed = most;
  }

  Page next(long after) {
    long head = bus.head();
    if (head - after > allowed && after >= skipUpTo) {
      skipUpTo = head;
    }
    int limit = after < skipUpTo ? SKIPPED_ENTRIES : PAGE_ENTRIES;
    List<BusEntry> found = bus.read(after, wanted.reading(), limit);
    return page(found, after, found.size() < limit ? Math.min(head, after + SPAN) : 0, head);
  }

  /**
   * @param covered number up to which there is no more than was found; 0 where there may be more
   */
  private Page page(List<BusEntry> found, long after, long covered, long head) {
    Piece.Maker maker = new Piece.Maker(frames, sieve);
    long upTo = after;
    for (BusEntry entry : found) {
      upTo = entry.number();
      Optional<BusEntry> shown = wanted.shown(entry);
      if (shown.isEmpty()) {
        continue;
      }
      if (entry instanceof SignalEntry && upTo <= skipUpTo) {
        maker.skip(entry);
      } else {
        maker.add(shown.get());
      }
      if (maker.whole() >= MAX_PIECES) {
        return new Page(maker.pieces(), upTo);
      }
    }
    upTo = Math.max(upTo, covered);
    boolean nothing = found.isEmpty() && covered == after + SPAN;
    return new Page(maker.pieces(), nothing ? beforeNext(upTo, head) : upTo);
  }

  /** Over what retention has removed, which may be very many, at once. */
  private long beforeNext(long upTo, long head) {
    List<BusEntry> next = bus.read(upTo, Filter.ALL, 1);
    return next.isEmpty() ? upTo : Math.max(upTo, Math.min(head, next.get(0).number() - 1));
  }
}
