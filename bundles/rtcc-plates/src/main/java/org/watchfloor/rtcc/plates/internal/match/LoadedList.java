package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A hot list in memory. Immutable.
 *
 * @param plates entries by plate; a plate may be entered more than once
 */
public record LoadedList(String name, Instant importedAt, Map<String, List<HotEntry>> plates) {

  public static LoadedList of(String name, Instant importedAt, Collection<HotEntry> entries) {
    Map<String, List<HotEntry>> plates = new HashMap<>(entries.size() * 4 / 3 + 1);
    for (HotEntry entry : entries) {
      plates.merge(entry.plate(), List.of(entry), LoadedList::joined);
    }
    return new LoadedList(name, importedAt, plates);
  }

  private static List<HotEntry> joined(List<HotEntry> some, List<HotEntry> more) {
    List<HotEntry> all = new ArrayList<>(some);
    more.stream().filter(entry -> !all.contains(entry)).forEach(all::add);
    return List.copyOf(all);
  }

  List<HotEntry> entries(String plate) {
    return plates.getOrDefault(plate, List.of());
  }
}
