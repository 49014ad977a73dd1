package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;

/**
 * Which characters readers take for each other, before a reader has shown its own mistakes, and the
 * key under which plates that look alike stand together. Immutable.
 */
final class LookAlikes {
  /**
   * From the candidate lists of a reader (0 with O, Q, D, U, G, B; 1 with I) and from practice. The
   * first of a word is mistaken for each of the others, and they for it.
   */
  private static final String[] OFTEN = {"0ODQ", "1IL", "8B", "5S", "2Z"};

  private static final String[] SOMETIMES = {
    "0UGC", "ODQC", "UV", "VY", "6G8", "GC", "4A", "7TY1", "TI", "MN", "HN", "HM", "WV", "WM", "EF",
    "PRF", "KX", "38", "985", "0869", "56", "BDR3", "S8", "Z7", "UJ", "J1", "L4"
  };

  private static final double WEIGHT_OFTEN = 4;
  private static final double WEIGHT_SOMETIMES = 1;

  /** Of all mistakes, those between characters that do not look alike: dirt, bolts, frames. */
  private static final double ANY = 0.2;

  /** One key each: wide enough for most mistakes, narrow enough for lists of ten million. */
  private static final String[] KEYS = {
    "0ODQ", "1IL", "8B", "5S", "2Z", "6G", "4A", "7TY", "MN", "VU"
  };

  private static final byte[] CLASS = new byte[PlateCode.SYMBOLS];

  /** How many keys a character can have. */
  static final int CLASSES = classes();

  private LookAlikes() {}

  private static int classes() {
    Arrays.fill(CLASS, (byte) -1);
    int next = 0;
    for (String key : KEYS) {
      for (char c : key.toCharArray()) {
        CLASS[PlateCode.symbol(c)] = (byte) next;
      }
      next++;
    }
    for (int s = 0; s < CLASS.length; s++) {
      if (CLASS[s] < 0) {
        CLASS[s] = (byte) next++;
      }
    }
    return next;
  }

  static int classOf(int symbol) {
    return CLASS[symbol];
  }

  /** The key of a plate: five bits a character, length above them. */
  static long key(long code) {
    int length = PlateCode.length(code);
    long key = startOfKey(length);
    for (int i = 0; i < length; i++) {
      key |= partOfKey(CLASS[PlateCode.at(code, i)], i);
    }
    return key;
  }

  static long startOfKey(int length) {
    return (long) length << 5 * PlateCode.MAX_LENGTH;
  }

  static long partOfKey(int classOfCharacter, int position) {
    return (long) classOfCharacter << 5 * position;
  }

  /** Rows are what a character is, columns what it is taken for when it is mistaken; sums of 1. */
  static double[][] mistakes() {
    double[][] weights = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
    add(weights, OFTEN, WEIGHT_OFTEN);
    add(weights, SOMETIMES, WEIGHT_SOMETIMES);
    for (int s = 0; s < weights.length; s++) {
      double sum = Arrays.stream(weights[s]).sum();
      double any = sum > 0 ? ANY : 1;
      for (int t = 0; t < weights.length; t++) {
        double alike = sum > 0 ? (1 - any) * weights[s][t] / sum : 0;
        weights[s][t] = s == t ? 0 : alike + any / (PlateCode.SYMBOLS - 1);
      }
    }
    return weights;
  }

  private static void add(double[][] weights, String[] words, double weight) {
    for (String word : words) {
      int first = PlateCode.symbol(word.charAt(0));
      for (int i = 1; i < word.length(); i++) {
        int other = PlateCode.symbol(word.charAt(i));
        weights[first][other] = Math.max(weights[first][other], weight);
        weights[other][first] = Math.max(weights[other][first], weight);
      }
    }
  }
}
