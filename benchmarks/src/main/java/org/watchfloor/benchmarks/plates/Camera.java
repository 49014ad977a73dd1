package org.watchfloor.benchmarks.plates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * A plate reader: a picture of each character with noise, a shift and now and then a stain, and the
 * picture of a character that is nearest to it. Knows nothing of how reads are matched. For one
 * thread.
 */
final class Camera {
  /** A character is lost, or a screw becomes one, in so many plates. */
  private static final double LOST = 0.001;

  private static final double STAINED = 0.01;
  private static final int OTHERS = 2;

  private final Random random;
  private final float[][] pictures = Glyphs.pictures();
  private final float[] seen = new float[Glyphs.WIDTH * Glyphs.HEIGHT];
  private final double[] distances = new double[pictures.length];
  private final double noise;

  Camera(double noise, long seed) {
    this.noise = noise;
    this.random = new Random(seed);
  }

  /** One that is wrong about a character so often. */
  static Camera of(double characterError, long seed) {
    double from = 0.05;
    double to = 1;
    for (int i = 0; i < 12; i++) {
      double middle = (from + to) / 2;
      if (new Camera(middle, 1).characterError(6_000) < characterError) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return new Camera((from + to) / 2, seed);
  }

  private double characterError(int plates) {
    int wrong = 0;
    for (int i = 0; i < plates; i++) {
      double dirt = dirt();
      for (int c = 0; c < 7; c++) {
        int truth = random.nextInt(pictures.length);
        look(truth, dirt);
        wrong += nearest() == truth ? 0 : 1;
      }
    }
    return wrong / (7.0 * plates);
  }

  /** Of one plate against another: by day, by night, in the rain. */
  private double dirt() {
    return noise * Math.exp(0.35 * random.nextGaussian());
  }

  PlateRead read(String plate) {
    List<PlateCharacter> characters = new ArrayList<>();
    double dirt = dirt();
    int lost = random.nextDouble() < LOST ? random.nextInt(plate.length()) : -1;
    int gained = random.nextDouble() < LOST ? random.nextInt(plate.length()) : -1;
    for (int i = 0; i < plate.length(); i++) {
      if (i != lost) {
        characters.add(character(Glyphs.SYMBOLS.indexOf(plate.charAt(i)), dirt));
      }
      if (i == gained) {
        characters.add(character(Glyphs.SYMBOLS.indexOf('1'), 3 * dirt));
      }
    }
    StringBuilder text = new StringBuilder();
    double all = 1;
    for (PlateCharacter character : characters) {
      text.append(character.value());
      all *= character.confidence();
    }
    return new PlateRead(
        text.toString(), "", Optional.of(all), List.of(), "", "", "", Optional.empty(), characters);
  }

  private PlateCharacter character(int truth, double dirt) {
    look(truth, dirt);
    int nearest = nearest();
    // Its idea of the noise is that of an average day: the readers that are sold do not know more.
    double scale = 2 * noise * noise * 4;
    double sum = 0;
    double[] parts = new double[distances.length];
    for (int s = 0; s < parts.length; s++) {
      parts[s] = Math.exp((distances[nearest] - distances[s]) / scale);
      sum += parts[s];
    }
    Map<String, Double> others = new LinkedHashMap<>();
    double confidence = parts[nearest] / sum;
    parts[nearest] = 0;
    for (int i = 0; i < OTHERS; i++) {
      int next = highest(parts);
      others.put(name(next), parts[next] / sum);
      parts[next] = 0;
    }
    return new PlateCharacter(name(nearest), confidence, others);
  }

  private static String name(int symbol) {
    return String.valueOf(Glyphs.SYMBOLS.charAt(symbol));
  }

  private static int highest(double[] parts) {
    int highest = 0;
    for (int s = 1; s < parts.length; s++) {
      highest = parts[s] > parts[highest] ? s : highest;
    }
    return highest;
  }

  private void look(int truth, double dirt) {
    float[] picture = pictures[truth];
    int shiftX = random.nextInt(5) == 0 ? random.nextInt(3) - 1 : 0;
    Arrays.fill(seen, 0);
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      for (int x = 0; x < Glyphs.WIDTH; x++) {
        int from = x - shiftX;
        float ink = from < 0 || from >= Glyphs.WIDTH ? 0 : picture[y * Glyphs.WIDTH + from];
        seen[y * Glyphs.WIDTH + x] = (float) (ink + dirt * random.nextGaussian());
      }
    }
    if (random.nextDouble() < STAINED) {
      stain();
    }
  }

  private void stain() {
    int left = random.nextInt(Glyphs.WIDTH - 4);
    int top = random.nextInt(Glyphs.HEIGHT - 4);
    for (int y = top; y < top + 4; y++) {
      Arrays.fill(seen, y * Glyphs.WIDTH + left, y * Glyphs.WIDTH + left + 4, 1);
    }
  }

  private int nearest() {
    int nearest = 0;
    for (int s = 0; s < pictures.length; s++) {
      double distance = 0;
      for (int i = 0; i < seen.length; i++) {
        double apart = seen[i] - pictures[s][i];
        distance += apart * apart;
      }
      distances[s] = distance;
      nearest = distance < distances[nearest] ? s : nearest;
    }
    return nearest;
  }
}
