package org.watchfloor.console.rest.internal;

import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.rtcc.api.plates.Leads;

/**
 * What a screen wants of what comes over the bus. Screens that want the same are one audience, for
 * which it is found out once.
 *
 * @param audience whom it is for
 * @param filter types and kinds of entries
 * @param without signals that do not pass all the same
 */
record Wanted(Audience audience, Filter filter, Optional<Filter> without) {

  /**
   * @param without names of kinds, or beginnings at a dot, whose signals do not pass; alerts and
   *     changes of these kinds do
   */
  static Wanted of(Audience audience, Filter filter, Set<String> without) {
    return new Wanted(
        audience,
        filter,
        without.isEmpty()
            ? Optional.empty()
            : Optional.of(new Filter(Set.of(EntryType.SIGNAL), without)));
  }

  /** What is read to find it. */
  Filter reading() {
    return audience == Audience.DESK ? filter : Leads.reading(filter);
  }

  /** An entry as the screen gets it; empty if it does not. */
  Optional<BusEntry> shown(BusEntry entry) {
    return audience.shown(entry).filter(this::passes);
  }

  private boolean passes(BusEntry entry) {
    return filter.passes(entry) && (without.isEmpty() || !without.get().passes(entry));
  }
}
