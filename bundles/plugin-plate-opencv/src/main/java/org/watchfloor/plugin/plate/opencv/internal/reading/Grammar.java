package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the plates of a region are made up, from {@code grammar.txt}: what fits no pattern is less
 * likely, never impossible. Immutable.
 */
final class Grammar {
  /** Odds of a text of no pattern against one of a pattern, of the same look. */
  private static final double STRANGE = 0.15;

  /** Odds of a text of a rare pattern. */
  private static final double SELDOM = 0.4;

  /** Odds of a word: signs, states' names and makers' names are read as plates of letters only. */
  private static final double WORD = 0.04;

  private static final String RARE = "rare";

  private final Map<String, Map<String, Double>> shapes = new HashMap<>();

  private Grammar(List<String> lines) {
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+"));
      Map<String, Double> of = shapes.computeIfAbsent(words.get(0), region -> new HashMap<>());
      boolean rare = words.get(1).equals(RARE);
      words
          .subList(rare ? 2 : 1, words.size())
          .forEach(shape -> of.merge(shape, rare ? SELDOM : 1, Math::max));
    }
  }

  static Grammar load() {
    InputStream in = Grammar.class.getResourceAsStream("grammar.txt");
    if (in == null) {
      throw new IllegalStateException("grammar.txt is not in the bundle");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Grammar(
          reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> regions() {
    return shapes.keySet();
  }

  /**
   * How likely such a text is, 1 for one of a frequent pattern.
   *
   * @param region {@code us}, {@code eu}, or empty for any
   */
  double fits(String text, String region) {
    String shape = shape(text);
    if (shape.indexOf('9') < 0) {
      return WORD;
    }
    return shapes.entrySet().stream()
        .filter(of -> region.isEmpty() || of.getKey().equals(region.toLowerCase(Locale.ROOT)))
        .mapToDouble(of -> of.getValue().getOrDefault(shape, STRANGE))
        .max()
        .orElse(STRANGE);
  }

  private static String shape(String text) {
    StringBuilder shape = new StringBuilder();
    text.chars().forEach(c -> shape.append(Character.isDigit(c) ? '9' : 'A'));
    return shape.toString();
  }
}
