package org.watchfloor.console.rest.internal;

import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.journal.EntryType;

/**
 * What a screen wants of what comes over the bus. Screens that want the same are one audience, for
 * which it is found out once.
 *
 * @param filter types and kinds of entries
 * @param without signals that do not pass all the same
 */
record Wanted(Filter filter, Optional<Filter> without) {

  /**
   * @param without names of kinds, or beginnings at a dot, whose signals do not pass; alerts and
   *     changes of these kinds do
   */
  static Wanted of(Filter filter, Set<String> without) {
    return new Wanted(
        filter,
        without.isEmpty()
            ? Optional.empty()
            : Optional.of(new Filter(Set.of(EntryType.SIGNAL), without)));
  }

  boolean passes(BusEntry entry) {
    return filter.passes(entry) && (without.isEmpty() || !without.get().passes(entry));
  }
}
