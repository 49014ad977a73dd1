package org.watchfloor.benchmarks.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is looked for: reads whose plate fits the pattern, of the last days, the newest first.
 *
 * @param pattern with {@code ?} for one and {@code *} for any number of characters
 * @param cameras numbers of cameras, any of them; empty for all
 */
record Asked(String pattern, int days, List<Integer> cameras) {
  static final int LIMIT = 100;

  /** Kinds of questions, in the order of the table. */
  enum Kind {
    EXACT("exact, 30 days"),
    FIVE_OF_SEVEN("5 of 7 characters, 30 days"),
    FRAGMENT("`*` + 4 characters + `*`, 30 days"),
    AT_CAMERAS("5 of 7 characters, 7 days, 20 cameras"),
    VAGUE("2 of 7 characters, 1 day");

    final String title;

    Kind(String title) {
      this.title = title;
    }

    List<Asked> some(int count, int vehicles) {
      Random random = new Random(ordinal());
      List<Asked> some = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        some.add(one(Reads.plate(random.nextInt(vehicles)), random));
      }
      return some;
    }

    private Asked one(String plate, Random random) {
      return switch (this) {
        case EXACT -> new Asked(plate, 30, List.of());
        case FIVE_OF_SEVEN -> new Asked(without(plate, 2, random), 30, List.of());
        case FRAGMENT -> {
          int from = random.nextInt(4);
          yield new Asked("*" + plate.substring(from, from + 4) + "*", 30, List.of());
        }
        case AT_CAMERAS -> {
          List<Integer> cameras = random.ints(20, 0, Reads.CAMERAS).boxed().toList();
          yield new Asked(without(plate, 2, random), 7, cameras);
        }
        case VAGUE -> new Asked(without(plate, 5, random), 1, List.of());
      };
    }

    private static String without(String plate, int characters, Random random) {
      StringBuilder left = new StringBuilder(plate);
      int gone = 0;
      while (gone < characters) {
        int at = random.nextInt(left.length());
        if (left.charAt(at) != '?') {
          left.setCharAt(at, '?');
          gone++;
        }
      }
      return left.toString();
    }
  }

  long from() {
    return Reads.FIRST + (Reads.DAYS - days) * Reads.DAY;
  }

  /** For {@code LIKE}. */
  String like() {
    return pattern.replace('?', '_').replace('*', '%');
  }

  boolean exact() {
    return pattern.indexOf('?') < 0 && pattern.indexOf('*') < 0;
  }

  String cameraList() {
    return String.join(",", cameras.stream().map(String::valueOf).toList());
  }
}
