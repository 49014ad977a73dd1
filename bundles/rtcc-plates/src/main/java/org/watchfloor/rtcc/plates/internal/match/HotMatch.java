package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.List;

/**
 * An entry that a read may mean, with the list it stands on.
 *
 * @param probability that the vehicle bears the plate of the entry, 0 to 1
 * @param exact whether the read is the plate, character by character, and of its state as far as
 *     both are known; all others are possible hits
 * @param terms of the list
 * @param alternatives what else the read may be, the most probable first
 */
public record HotMatch(
    String list,
    Instant importedAt,
    HotEntry entry,
    double probability,
    boolean exact,
    ListTerms terms,
    List<Alternative> alternatives) {
  public HotMatch {
    alternatives = List.copyOf(alternatives);
  }
}
