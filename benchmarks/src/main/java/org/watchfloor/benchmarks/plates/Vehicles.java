package org.watchfloor.benchmarks.plates;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Plates as states issue them: three layouts, first letters in use unevenly, some vanity plates.
 */
final class Vehicles {
  private static final List<String> LAYOUTS =
      List.of("LLLDDDD", "LLLDDDD", "LLLDDDD", "LLLDDDD", "LLLDDDD", "LLLDDD", "LLLDDD", "DLLLDDD");

  private static final double VANITY = 0.02;

  private final Random random;

  Vehicles(long seed) {
    random = new Random(seed);
  }

  String plate() {
    StringBuilder plate = new StringBuilder();
    if (random.nextDouble() < VANITY) {
      for (int i = 4 + random.nextInt(4); i > 0; i--) {
        plate.append(letter(26));
      }
      return plate.toString();
    }
    for (char kind : LAYOUTS.get(random.nextInt(LAYOUTS.size())).toCharArray()) {
      int letters = plate.length() == 0 ? 1 + random.nextInt(26) : 26;
      plate.append(kind == 'D' ? (char) ('0' + random.nextInt(10)) : letter(letters));
    }
    return plate.toString();
  }

  private char letter(int of) {
    return (char) ('A' + random.nextInt(of));
  }

  List<String> plates(int count) {
    Set<String> plates = new LinkedHashSet<>();
    while (plates.size() < count) {
      plates.add(plate());
    }
    return List.copyOf(plates);
  }
}
