package org.watchfloor.plugin.plate.opencv.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.plugin.api.plate.FoundPlate;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/** Likely texts as the center's plate reads. Stateless. */
final class Reads {
  private static final double LEAST_OTHER = 0.005;

  private Reads() {}

  static FoundPlate plate(Found found) {
    double[] at = found.quad().at();
    int left = (int) Math.max(0, Math.floor(Math.min(at[0], at[6])));
    int top = (int) Math.max(0, Math.floor(Math.min(at[1], at[3])));
    int right = (int) Math.ceil(Math.max(at[2], at[4]));
    int low = (int) Math.ceil(Math.max(at[5], at[7]));
    return new FoundPlate(
        read(found.texts(), ""), left, top, Math.max(1, right - left), Math.max(1, low - top));
  }

  /**
   * @param texts best first, with the probability of each; at least one
   */
  static PlateRead read(List<Map.Entry<String, Double>> texts, String region) {
    Map.Entry<String, Double> best = texts.get(0);
    List<PlateRead.Candidate> others =
        texts.stream()
            .skip(1)
            .map(e -> new PlateRead.Candidate(e.getKey(), fraction(e.getValue())))
            .toList();
    return new PlateRead(
        best.getKey(),
        region,
        Optional.of(fraction(best.getValue())),
        others,
        "",
        "",
        "",
        Optional.empty(),
        characters(texts));
  }

  /** Of each place of the best text: how likely each character is among texts of that length. */
  private static List<PlateCharacter> characters(List<Map.Entry<String, Double>> texts) {
    String best = texts.get(0).getKey();
    List<PlateCharacter> characters = new ArrayList<>();
    for (int i = 0; i < best.length(); i++) {
      Map<String, Double> share = new TreeMap<>();
      double sum = 0;
      for (Map.Entry<String, Double> text : texts) {
        if (text.getKey().length() == best.length()) {
          share.merge(text.getKey().substring(i, i + 1), text.getValue(), Double::sum);
          sum += text.getValue();
        }
      }
      String value = best.substring(i, i + 1);
      double confidence = share.getOrDefault(value, 0.0) / sum;
      Map<String, Double> others = new LinkedHashMap<>();
      for (Map.Entry<String, Double> other : share.entrySet()) {
        double p = other.getValue() / sum;
        if (!other.getKey().equals(value) && p > LEAST_OTHER) {
          others.put(other.getKey(), fraction(p));
        }
      }
      characters.add(new PlateCharacter(value, fraction(confidence), others));
    }
    return characters;
  }

  private static double fraction(double p) {
    return Math.max(0, Math.min(1, p));
  }
}
