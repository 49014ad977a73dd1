package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the likely texts of columns of class scores, class 0 being "nothing": prefix search of
 * connectionist temporal classification (Hannun and others, arXiv:1408.2873, algorithm 1).
 * Stateless.
 */
final class Beam {
  private static final int WIDTH = 24;
  private static final double LEAST = 1e-3;

  private Beam() {}

  /** Probabilities that the text ends with nothing, or with its last character. */
  private record Ends(double nothing, double character) {
    static final Ends NONE = new Ends(0, 0);

    double sum() {
      return nothing + character;
    }
  }

  /**
   * @param y class by column
   * @return texts by falling probability
   */
  static Map<String, Double> search(float[] y, int classes, int columns, String alphabet) {
    Map<String, Ends> beam = Map.of("", new Ends(1, 0));
    double[] p = new double[classes];
    for (int t = 0; t < columns; t++) {
      softmax(y, p, t, columns);
      Map<String, Ends> next = new HashMap<>();
      for (Map.Entry<String, Ends> entry : beam.entrySet()) {
        extend(next, entry.getKey(), entry.getValue(), p, alphabet);
      }
      beam = best(next);
    }
    Map<String, Double> texts = new LinkedHashMap<>();
    beam.forEach((text, ends) -> texts.put(text, ends.sum()));
    return texts;
  }

  private static void extend(
      Map<String, Ends> next, String text, Ends ends, double[] p, String alphabet) {
    int last = text.isEmpty() ? 0 : alphabet.indexOf(text.charAt(text.length() - 1)) + 1;
    add(next, text, ends.sum() * p[0], last == 0 ? 0 : ends.character * p[last]);
    for (int c = 1; c < p.length; c++) {
      if (p[c] > LEAST) {
        double before = c == last ? ends.nothing : ends.sum();
        add(next, text + alphabet.charAt(c - 1), 0, before * p[c]);
      }
    }
  }

  private static void add(Map<String, Ends> next, String text, double nothing, double character) {
    Ends had = next.getOrDefault(text, Ends.NONE);
    next.put(text, new Ends(had.nothing + nothing, had.character + character));
  }

  private static Map<String, Ends> best(Map<String, Ends> all) {
    Map<String, Ends> best = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Ends> e) -> -e.getValue().sum())
                .thenComparing(Map.Entry::getKey))
        .limit(WIDTH)
        .forEach(e -> best.put(e.getKey(), e.getValue()));
    return best;
  }

  private static void softmax(float[] y, double[] p, int t, int columns) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < p.length; c++) {
      max = Math.max(max, y[c * columns + t]);
    }
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(y[c * columns + t] - max);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
  }
}
