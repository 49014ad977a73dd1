package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plate as a reader of the city reads it: how sure it is of each character, and what else each
 * may be. Made up, and the same for the same number every time. Immutable.
 */
record Reading(List<Letter> letters) {
  /** What readers take for each other most often. */
  private static final List<String> ALIKE =
      List.of("0ODQ", "1I", "8B", "5S", "2Z", "6G", "VY", "4A");

  private static final int MAX_CANDIDATES = 8;

  /** Of a character that was taken for another, and of the one that it is. */
  private static final double MISTAKEN = 0.58;

  private static final double TRUTH = 0.37;

  /**
   * One character.
   *
   * @param confidence that it is this one, 0 to 1
   * @param others what else it may be, with the confidence of each
   */
  record Letter(char read, double confidence, Map<Character, Double> others) {}

  /** Another reading of the whole, which differs in one character. */
  record Candidate(String text, double confidence) {}

  Reading {
    letters = List.copyOf(letters);
  }

  /** The plate, read as it is. */
  static Reading of(String plate, long number) {
    return misread(plate, plate, number);
  }

  /**
   * A plate with characters that were taken for others.
   *
   * @param plate on the car
   * @param text what was read of it, as long as the plate
   */
  static Reading misread(String plate, String text, long number) {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      double chance = Mix.fraction(number * 31 + i);
      letters.add(letter(plate.charAt(i), text.charAt(i), chance));
    }
    return new Reading(letters);
  }

  /** Whether readers take the one for the other. */
  static boolean areAlike(char one, char other) {
    return ALIKE.stream().anyMatch(word -> word.indexOf(one) >= 0 && word.indexOf(other) >= 0);
  }

  private static Letter letter(char truth, char read, double chance) {
    if (truth != read) {
      return new Letter(read, MISTAKEN, Map.of(truth, TRUTH));
    }
    Map<Character, Double> others = new LinkedHashMap<>();
    double left = 0.5;
    for (String word : ALIKE) {
      for (int i = 0; i < word.length() && word.indexOf(read) >= 0; i++) {
        if (word.charAt(i) != read) {
          others.put(word.charAt(i), left);
          left /= 2;
        }
      }
    }
    double confidence = others.isEmpty() ? 0.985 + 0.014 * chance : 0.955 + 0.04 * chance;
    others.replaceAll((other, part) -> part * (1 - confidence));
    return new Letter(read, confidence, others);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    letters.forEach(letter -> text.append(letter.read()));
    return text.toString();
  }

  /** That all of it is right. */
  double confidence() {
    return letters.stream().mapToDouble(Letter::confidence).reduce(1, (a, b) -> a * b);
  }

  /** The likeliest first. */
  List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    double whole = confidence();
    for (int i = 0; i < letters.size(); i++) {
      Letter letter = letters.get(i);
      StringBuilder text = new StringBuilder(text());
      for (Map.Entry<Character, Double> other : letter.others().entrySet()) {
        text.setCharAt(i, other.getKey());
        all.add(new Candidate(text.toString(), whole / letter.confidence() * other.getValue()));
      }
    }
    all.sort(Comparator.comparingDouble(Candidate::confidence).reversed());
    return all.stream().limit(MAX_CANDIDATES).toList();
  }
}
