package org.watchfloor.rtcc.plates.internal.index;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.watchfloor.rtcc.api.plates.ReadArea;

/**
 * What is looked for in the index. What is empty does not narrow.
 *
 * @param states in any case, as makes and colors
 * @param cameras by source or by the vendor's name
 * @param from in microseconds; at or after
 * @param to in microseconds; before
 */
public record Sought(
    Optional<PlatePattern> plate,
    Set<String> states,
    Set<String> makes,
    Set<String> colors,
    Set<String> cameras,
    Optional<ReadArea> area,
    long from,
    long to) {
  public Sought {
    states = lower(states);
    makes = lower(makes);
    colors = lower(colors);
  }

  private static Set<String> lower(Set<String> words) {
    return words.isEmpty()
        ? Set.of()
        : words.stream()
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether cameras or an area narrow. */
  boolean bySpot() {
    return !cameras.isEmpty() || area.isPresent();
  }

  /** Whether the vehicle narrows. */
  boolean byTraits() {
    return !states.isEmpty() || !makes.isEmpty() || !colors.isEmpty();
  }

  Sought since(long time) {
    return new Sought(plate, states, makes, colors, cameras, area, Math.max(from, time), to);
  }
}
