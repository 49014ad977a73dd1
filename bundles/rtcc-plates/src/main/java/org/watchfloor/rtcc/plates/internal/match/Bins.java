package org.watchfloor.rtcc.plates.internal.match;

/**
 * Confidences in classes. What a vendor calls 0.9 is wrong once in ten, or once in a thousand: how
 * often is learned for each class of each reader.
 */
final class Bins {
  /** Of a character for which the reader gives no confidence. */
  static final int NONE = 0;

  private static final double[] FROM = {
    0, 0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.96, 0.98, 0.99, 0.997
  };

  static final int COUNT = FROM.length + 1;

  private static final double WRONG_WITHOUT_CONFIDENCE = 0.02;
  private static final double LEAST_WRONG = 0.003;

  /** Readers are surer than they should be where they are sure, and less sure where not. */
  private static final double WRONG_OF_DOUBT = 0.6;

  private Bins() {}

  static int of(double confidence) {
    int bin = 1;
    while (bin < FROM.length && confidence >= FROM[bin]) {
      bin++;
    }
    return bin;
  }

  /** How often a character of the class is wrong, before its reader has shown it. */
  static double wrong(int bin) {
    if (bin == NONE) {
      return WRONG_WITHOUT_CONFIDENCE;
    }
    double to = bin < FROM.length ? FROM[bin] : 1;
    return LEAST_WRONG + WRONG_OF_DOUBT * (1 - (FROM[bin - 1] + to) / 2);
  }
}
