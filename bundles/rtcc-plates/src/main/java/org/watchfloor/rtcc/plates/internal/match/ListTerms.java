package org.watchfloor.rtcc.plates.internal.match;

import java.util.Set;
import org.watchfloor.core.api.access.Role;

/**
 * What holds of every entry of a hot list. Immutable.
 *
 * @param priority 1 for the most urgent list, 5 for the least
 * @param possibleFrom probability, 0 to 1, from which a read that is not exactly the plate is shown
 *     as a possible hit; 1 for exact hits only
 * @param seenBy roles of which one is enough to see the details of an entry
 */
public record ListTerms(int priority, double possibleFrom, Set<Role> seenBy) {
  public static final ListTerms DEFAULT =
      new ListTerms(3, 0.5, Set.of(Role.OPERATOR, Role.SUPERVISOR));

  public ListTerms {
    seenBy = Set.copyOf(seenBy);
  }
}
