package org.watchfloor.rtcc.api.plates;

import java.util.Set;

/**
 * Which hits are looked for.
 *
 * @param states wanted; empty for all
 * @param plate of the entry, exactly; empty for all
 * @param limit at most so many, newest first, 1 to 10,000
 */
public record HitQuery(Set<HitState> states, String plate, int limit) {
  private static final int MAX_LIMIT = 10_000;

  public HitQuery {
    states = Set.copyOf(states);
    if (plate.length() > 16) {
      throw new IllegalArgumentException("plate: has more than 16 characters");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to " + MAX_LIMIT);
    }
  }

  /** The newest of all. */
  public static HitQuery newest(int limit) {
    return new HitQuery(Set.of(), "", limit);
  }
}
