package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the plates of a region are made up, from {@code grammar.txt}: the more vehicles bear plates
 * of a pattern, the likelier it is; what fits none is less likely, never impossible. Immutable.
 */
final class Grammar {
  /** Odds of a text of no pattern against one of the most frequent, of the same look. */
  private static final double STRANGE = 0.1;

  /** Odds of a text of a rare pattern, at least. */
  private static final double SELDOM = 0.15;

  /** How plausible a text of no pattern is. */
  private static final double UNKNOWN = 0.15;

  /**
   * Odds of a word, and how plausible it is: signs, states' names and makers' names are read as
   * plates of letters only.
   */
  private static final double WORD = 0.04;

  private final Map<String, Map<String, Double>> shapes = new HashMap<>();

  private Grammar(List<String> lines) {
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+"));
      Map<String, Double> of = shapes.computeIfAbsent(words.get(0), region -> new HashMap<>());
      List<String> those = words.subList(2, words.size());
      double vehicles = Double.parseDouble(words.get(1)) / those.size();
      those.forEach(shape -> of.merge(shape, vehicles, Double::sum));
    }
    shapes.values().forEach(Grammar::toOdds);
  }

  /**
   * The root of the share: who painted a plate's pictures for training had frequencies of his own,
   * and a camera's road is not its continent.
   */
  private static void toOdds(Map<String, Double> vehicles) {
    double most = Collections.max(vehicles.values());
    vehicles.replaceAll((shape, millions) -> Math.max(SELDOM, Math.sqrt(millions / most)));
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
   * How likely such a text is, 1 for one of the most frequent pattern.
   *
   * @param region {@code us}, {@code eu}, or empty for any
   */
  double fits(String text, String region) {
    String shape = shape(text);
    return shape.indexOf('9') < 0 ? WORD : most(shape, region, STRANGE);
  }

  /**
   * Whether such a text may stand on a plate: 1 for any pattern of the region, less for others.
   *
   * @param region {@code us}, {@code eu}, or empty for any
   */
  double plausible(String text, String region) {
    String shape = shape(text);
    if (shape.indexOf('9') < 0) {
      return WORD;
    }
    return most(shape, region, 0) > 0 ? 1 : UNKNOWN;
  }

  private double most(String shape, String region, double otherwise) {
    return shapes.entrySet().stream()
        .filter(of -> region.isEmpty() || of.getKey().equals(region.toLowerCase(Locale.ROOT)))
        .mapToDouble(of -> of.getValue().getOrDefault(shape, otherwise))
        .max()
        .orElse(otherwise);
  }

  private static String shape(String text) {
    StringBuilder shape = new StringBuilder();
    text.chars().forEach(c -> shape.append(Character.isDigit(c) ? '9' : 'A'));
    return shape.toString();
  }
}
