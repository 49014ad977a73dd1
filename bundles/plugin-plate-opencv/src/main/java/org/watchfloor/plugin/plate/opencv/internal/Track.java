package org.watchfloor.plugin.plate.opencv.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/**
 * One vehicle's plate through several pictures, and what they say together. For one thread. The
 * pictures are taken as independent looks, but for the floor: no single one can rule a text out.
 */
final class Track {
  /** Probability of a text that a look does not name. */
  private static final double UNNAMED = 0.02;

  private static final int MOST_TEXTS = 10;

  private final List<Map<String, Double>> looks = new ArrayList<>();
  private final Picture first;
  private Picture bestPicture;
  private Found best;
  private Found last;
  private Picture lastPicture;

  Track(Picture picture, Found found) {
    this.first = picture;
    this.bestPicture = picture;
    this.best = found;
    this.last = found;
    this.lastPicture = picture;
    add(picture, found);
  }

  void add(Picture picture, Found found) {
    Map<String, Double> look = new HashMap<>();
    found.texts().forEach(e -> look.put(e.getKey(), e.getValue()));
    looks.add(look);
    last = found;
    lastPicture = picture;
    if (found.confidence() > best.confidence()) {
      best = found;
      bestPicture = picture;
    }
  }

  /** How far the plate is from where it was seen last, in its own widths. */
  double distance(Found found) {
    double dx = centerX(found) - centerX(last);
    double dy = centerY(found) - centerY(last);
    return Math.hypot(dx, dy) / Math.max(1, last.quad().at()[2] - last.quad().at()[0]);
  }

  boolean shares(Found found) {
    return found.texts().stream().anyMatch(e -> last.texts().stream().anyMatch(o -> near(e, o)));
  }

  private static boolean near(Map.Entry<String, Double> a, Map.Entry<String, Double> b) {
    return a.getKey().equals(b.getKey());
  }

  private static double centerX(Found found) {
    double[] at = found.quad().at();
    return (at[0] + at[2] + at[4] + at[6]) / 4;
  }

  private static double centerY(Found found) {
    double[] at = found.quad().at();
    return (at[1] + at[3] + at[5] + at[7]) / 4;
  }

  int looks() {
    return looks.size();
  }

  Picture first() {
    return first;
  }

  Picture lastPicture() {
    return lastPicture;
  }

  Picture bestPicture() {
    return bestPicture;
  }

  Found best() {
    return best;
  }

  /** The product of all looks, best first; at least one. */
  List<Map.Entry<String, Double>> texts() {
    Set<String> names = new HashSet<>();
    looks.forEach(look -> names.addAll(look.keySet()));
    Map<String, Double> logs = new HashMap<>();
    double top = Double.NEGATIVE_INFINITY;
    for (String name : names) {
      double log = 0;
      for (Map<String, Double> look : looks) {
        log += Math.log(Math.max(UNNAMED, look.getOrDefault(name, UNNAMED)));
      }
      logs.put(name, log);
      top = Math.max(top, log);
    }
    // what none of them names is as likely as the floor
    double sum = Math.exp(looks.size() * Math.log(UNNAMED) - top);
    for (double log : logs.values()) {
      sum += Math.exp(log - top);
    }
    double highest = top;
    double all = sum;
    return logs.entrySet().stream()
        .map(e -> Map.entry(e.getKey(), Math.exp(e.getValue() - highest) / all))
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_TEXTS)
        .toList();
  }
}
