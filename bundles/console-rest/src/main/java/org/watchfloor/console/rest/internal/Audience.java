package org.watchfloor.console.rest.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.rtcc.api.plates.Hits;
import org.watchfloor.rtcc.api.plates.Leads;

/**
 * Whom an answer is for. The desk (operators and supervisors) sees hits that nobody has looked at,
 * and decides on them. Everybody else is outside: a lead is not there for them until a person has
 * confirmed it, and plate reads, which an operator looks up for a reason, not at all. Immutable.
 */
enum Audience {
  DESK,
  OUTSIDE;

  static Audience of(Call call) {
    Identity identity = call.caller().identity();
    return identity.may(Role.OPERATOR) || identity.may(Role.SUPERVISOR) ? DESK : OUTSIDE;
  }

  /** An entry as it is for them; empty for what they are not shown. */
  Optional<BusEntry> shown(BusEntry entry) {
    if (this == DESK) {
      return Optional.of(entry);
    }
    return Leads.outside(entry)
        .filter(shown -> !(shown instanceof SignalEntry) || seesSignals(shown.kind()));
  }

  /** Whether they see signals of a kind. */
  boolean seesSignals(String kind) {
    return this == DESK || !Leads.isLead(kind);
  }

  /**
   * Those of some things that are no leads, or leads that are confirmed.
   *
   * @param alert of a thing
   * @param hits null while nobody can say what is confirmed: nothing is, then
   */
  <T> List<T> shown(List<T> things, Function<T, Alert> alert, @Nullable Hits hits) {
    if (this == DESK) {
      return things;
    }
    Set<String> leads =
        things.stream()
            .map(alert)
            .filter(a -> Leads.isLead(a.kind()))
            .map(Alert::id)
            .collect(Collectors.toSet());
    Set<String> confirmed = confirmed(leads, hits);
    return things.stream()
        .filter(
            thing ->
                !leads.contains(alert.apply(thing).id())
                    || confirmed.contains(alert.apply(thing).id()))
        .toList();
  }

  /**
   * Those of some leads that are confirmed.
   *
   * @param hits null while nobody can say: none is, then
   */
  static Set<String> confirmed(Collection<String> leads, @Nullable Hits hits) {
    return hits == null || leads.isEmpty() ? Set.of() : hits.confirmed(leads);
  }
}
