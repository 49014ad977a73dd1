package org.watchfloor.core.api.bus;

import java.util.Set;
import org.watchfloor.core.api.journal.EntryType;

/**
 * Which entries a subscriber wants. Data, not code, so that it can be shown.
 *
 * @param types entry types wanted
 * @param kinds names or prefixes of kinds at a dot ({@code plate} passes {@code plate.read}); empty
 *     for all
 */
public record Filter(Set<EntryType> types, Set<String> kinds) {
  public static final Filter ALL = new Filter(Set.of(EntryType.values()), Set.of());

  public Filter {
    types = Set.copyOf(types);
    kinds = Set.copyOf(kinds);
  }

  public static Filter of(EntryType type, String... kinds) {
    return new Filter(Set.of(type), Set.of(kinds));
  }

  public boolean passes(BusEntry entry) {
    EntryType type =
        entry instanceof SignalEntry
            ? EntryType.SIGNAL
            : entry instanceof AlertEntry ? EntryType.ALERT : EntryType.CHANGE;
    return types.contains(type) && passesKind(entry.kind());
  }

  private boolean passesKind(String kind) {
    if (kinds.isEmpty() || kinds.contains(kind)) {
      return true;
    }
    for (int dot = kind.indexOf('.'); dot > 0; dot = kind.indexOf('.', dot + 1)) {
      if (kinds.contains(kind.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }
}
