package org.watchfloor.rtcc.plates.internal.index;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.rtcc.api.plates.ReadArea;

/**
 * Which spots and which vehicles of a segment are looked for: a bit each. Not thread-safe.
 *
 * @param spots none where all are
 * @param traits none where all are
 */
record Narrowed(Optional<BitSet> spots, Optional<BitSet> traits) {
  static Narrowed of(Segment segment, Sought sought) {
    return new Narrowed(
        sought.bySpot() ? Optional.of(spots(segment, sought)) : Optional.empty(),
        sought.byTraits() ? Optional.of(traits(segment, sought)) : Optional.empty());
  }

  /** Whether there is none of them in the segment. */
  boolean nothing() {
    return spots.filter(BitSet::isEmpty).isPresent() || traits.filter(BitSet::isEmpty).isPresent();
  }

  boolean passes(Segment segment, int row) {
    return (spots.isEmpty() || spots.get().get(segment.spot(row)))
        && (traits.isEmpty() || traits.get().get(segment.traits(row)));
  }

  private static BitSet strings(Segment segment, Set<String> texts) {
    BitSet found = new BitSet();
    for (String text : texts) {
      int index = segment.stringIndex(text);
      if (index >= 0) {
        found.set(index);
      }
    }
    return found;
  }

  private static BitSet spots(Segment segment, Sought sought) {
    BitSet found = new BitSet();
    BitSet cameras = strings(segment, sought.cameras());
    for (int spot = 0; spot < segment.counts().spots(); spot++) {
      boolean camera =
          sought.cameras().isEmpty()
              || cameras.get(segment.spotString(spot, 0))
              || cameras.get(segment.spotString(spot, 1));
      if (camera && within(segment, spot, sought.area())) {
        found.set(spot);
      }
    }
    return found;
  }

  private static boolean within(Segment segment, int spot, Optional<ReadArea> area) {
    return area.isEmpty()
        || !Double.isNaN(segment.latitude(spot))
            && area.get().contains(segment.latitude(spot), segment.longitude(spot));
  }

  private static BitSet traits(Segment segment, Sought sought) {
    BitSet found = new BitSet();
    BitSet states = strings(segment, sought.states());
    BitSet makes = strings(segment, sought.makes());
    BitSet colors = strings(segment, sought.colors());
    for (int traits = 0; traits < segment.counts().traits(); traits++) {
      if ((sought.states().isEmpty() || states.get(segment.traitString(traits, 0)))
          && (sought.makes().isEmpty() || makes.get(segment.traitString(traits, 1)))
          && (sought.colors().isEmpty() || colors.get(segment.traitString(traits, 2)))) {
        found.set(traits);
      }
    }
    return found;
  }
}
