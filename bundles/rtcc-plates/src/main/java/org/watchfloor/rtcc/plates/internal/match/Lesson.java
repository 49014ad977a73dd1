package org.watchfloor.rtcc.plates.internal.match;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned of a reader, as counts to add to its {@link ReaderModels model}; names no plate.
 * Immutable.
 *
 * @param reader of {@link ReaderModels#id}
 * @param counts by the names of {@link Tally}
 */
public record Lesson(String reader, Map<String, Double> counts) {
  public Lesson {
    counts = Map.copyOf(counts);
  }

  /** The counts as a text that {@link #parse} reads: {@code reads=1.0 right.4=7.0}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(counts)
        .forEach(
            (name, count) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(count));
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if the text is not of {@link #text}
   */
  public static Lesson parse(String reader, String text) {
    Map<String, Double> counts = new TreeMap<>();
    for (String part : text.split(" ", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("counts: \"" + part + "\" is not name=count");
      }
      counts.put(part.substring(0, equals), Double.parseDouble(part.substring(equals + 1)));
    }
    return new Lesson(reader, counts);
  }
}
