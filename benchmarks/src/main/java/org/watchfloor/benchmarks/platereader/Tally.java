package org.watchfloor.benchmarks.platereader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;
import org.watchfloor.tools.platemodel.TestScenes;

/** What became of the plates of one region. For one thread. */
final class Tally {
  private int pictures;
  private int located;
  private int exact;
  private int folded;
  private int amongTen;
  private int noPlate;
  private int shorter;
  private int longer;
  private int oneCharacter;
  private int more;
  private final List<Double> millis = new ArrayList<>();
  private final Map<String, Integer> confusions = new TreeMap<>();

  void add(TestScenes.Street street, List<Found> found, double cpuMillis) {
    pictures++;
    millis.add(cpuMillis);
    Found plate = null;
    for (Found one : found) {
      if (!street.holds(one.quad().centerX(), one.quad().centerY())) {
        noPlate++;
      } else if (plate == null) {
        plate = one;
      }
    }
    if (plate != null) {
      located++;
      judge(street.text(), plate);
    }
  }

  private void judge(String truth, Found plate) {
    String read = plate.text();
    exact += read.equals(truth) ? 1 : 0;
    folded += fold(read).equals(fold(truth)) ? 1 : 0;
    amongTen += plate.texts().stream().anyMatch(e -> e.getKey().equals(truth)) ? 1 : 0;
    if (read.length() != truth.length()) {
      shorter += read.length() < truth.length() ? 1 : 0;
      longer += read.length() > truth.length() ? 1 : 0;
      return;
    }
    int wrong = 0;
    for (int i = 0; i < truth.length(); i++) {
      if (read.charAt(i) != truth.charAt(i)) {
        wrong++;
        confusions.merge(truth.charAt(i) + ">" + read.charAt(i), 1, Integer::sum);
      }
    }
    oneCharacter += wrong == 1 ? 1 : 0;
    more += wrong > 1 ? 1 : 0;
  }

  private static String fold(String text) {
    return text.replace('O', '0').replace('Q', '0').replace('I', '1');
  }

  /** Names of the rows, in the order of {@link #rows}. */
  static List<String> names() {
    return List.of(
        "pictures",
        "located",
        "exact",
        "exact, O and Q as 0, I as 1",
        "truth among ten",
        "regions that are no plate, a picture",
        "CPU ms a picture, mean",
        "CPU ms a picture, p90",
        "lost: not located",
        "lost: a character too few",
        "lost: a character too many",
        "lost: one character wrong",
        "lost: more wrong",
        "most frequent: is > read");
  }

  List<String> rows() {
    Collections.sort(millis);
    double mean = millis.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return List.of(
        Integer.toString(pictures),
        percent(located),
        percent(exact),
        percent(folded),
        percent(amongTen),
        "%.3f".formatted((double) noPlate / pictures),
        "%.0f".formatted(mean),
        "%.0f".formatted(millis.get(millis.size() * 9 / 10)),
        percent(pictures - located),
        percent(shorter),
        percent(longer),
        percent(oneCharacter),
        percent(more),
        frequent());
  }

  private String percent(int count) {
    return "%.1f %%".formatted(100.0 * count / pictures);
  }

  private String frequent() {
    return confusions.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(6)
        .map(e -> e.getKey() + " " + e.getValue())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
