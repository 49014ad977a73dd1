package org.watchfloor.rtcc.plates.internal.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * A reader that shares nothing with the matcher: each character is a point by chance, a read is the
 * point next to it after noise. What it mistakes for what has nothing to do with how characters
 * look, and it is surer than it should be on bad days. For one thread.
 */
final class OtherReader {
  private static final String SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int DIMENSIONS = 8;
  private static final int OTHERS = 2;

  private final double[][] points = new double[SYMBOLS.length()][DIMENSIONS];
  private final double[] apart = new double[SYMBOLS.length()];
  private final double[] seen = new double[DIMENSIONS];
  private final double noise;
  private final Random random;

  OtherReader(double noise, long seed) {
    this.noise = noise;
    this.random = new Random(seed);
    Random places = new Random(99);
    for (double[] point : points) {
      for (int d = 0; d < DIMENSIONS; d++) {
        point[d] = places.nextDouble();
      }
    }
  }

  PlateRead read(String plate) {
    double dirt = noise * Math.exp(0.3 * random.nextGaussian());
    List<PlateCharacter> characters = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    double all = 1;
    for (char c : plate.toCharArray()) {
      PlateCharacter character = character(SYMBOLS.indexOf(c), dirt);
      characters.add(character);
      text.append(character.value());
      all *= character.confidence();
    }
    return new PlateRead(
        text.toString(), "", Optional.of(all), List.of(), "", "", "", Optional.empty(), characters);
  }

  private PlateCharacter character(int truth, double dirt) {
    for (int d = 0; d < DIMENSIONS; d++) {
      seen[d] = points[truth][d] + dirt * random.nextGaussian();
    }
    double sum = 0;
    for (int s = 0; s < apart.length; s++) {
      double square = 0;
      for (int d = 0; d < DIMENSIONS; d++) {
        square += (seen[d] - points[s][d]) * (seen[d] - points[s][d]);
      }
      apart[s] = Math.exp(-square / (2 * noise * noise));
      sum += apart[s];
    }
    int best = takeBest();
    double confidence = apart[best] / sum;
    apart[best] = 0;
    Map<String, Double> others = new HashMap<>();
    for (int i = 0; i < OTHERS; i++) {
      int next = takeBest();
      others.put(SYMBOLS.substring(next, next + 1), apart[next] / sum);
      apart[next] = 0;
    }
    return new PlateCharacter(SYMBOLS.substring(best, best + 1), confidence, others);
  }

  private int takeBest() {
    int best = 0;
    for (int s = 1; s < apart.length; s++) {
      best = apart[s] > apart[best] ? s : best;
    }
    return best;
  }
}
