package org.watchfloor.console.rest.internal;

import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;

/** What an audience gets of entries that have come: found out and encoded once. Immutable. */
final class Share {
  private static final Sieve ALL = new Sieve(0);

  private final EventFrames frames;
  private final List<BusEntry> entries;
  private final List<Piece> pieces;
  private final int signals;
  private final long upTo;

  private Share(EventFrames frames, List<BusEntry> entries, long upTo) {
    this.frames = frames;
    this.entries = entries;
    this.upTo = upTo;
    Piece.Maker maker = new Piece.Maker(frames, ALL);
    entries.forEach(maker::add);
    this.pieces = List.copyOf(maker.pieces());
    this.signals = (int) entries.stream().filter(SignalEntry.class::isInstance).count();
  }

  static Share of(List<BusEntry> all, Wanted wanted, EventFrames frames) {
    long upTo = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
    return new Share(
        frames, all.stream().map(wanted::shown).flatMap(Optional::stream).toList(), upTo);
  }

  /** Number that a client stands behind when it has these pieces. */
  long upTo() {
    return upTo;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The pieces that a client gets, who has everything up to a number. */
  List<Piece> after(long number, Sieve sieve) {
    if (entries.isEmpty() || entries.get(entries.size() - 1).number() <= number) {
      return List.of();
    }
    if (entries.get(0).number() > number && sieve.takes(signals)) {
      return pieces;
    }
    Piece.Maker maker = new Piece.Maker(frames, sieve);
    entries.stream().filter(entry -> entry.number() > number).forEach(maker::add);
    return maker.pieces();
  }
}
