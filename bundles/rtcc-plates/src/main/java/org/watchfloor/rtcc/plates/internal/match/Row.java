package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;

/**
 * How likely one character of a read is, for each character that it may be in truth. Immutable; the
 * classes of {@link LookAlikes} come with the likelihood of their likeliest character, in falling
 * order, for the search.
 */
final class Row {
  /** Nothing is known: for a character that was not read. */
  static final Row ANY = any();

  private final float[] likelihoods;
  private final byte[] classes = new byte[LookAlikes.CLASSES];
  private final float[] best = new float[LookAlikes.CLASSES];
  private final double letters;
  private final double digits;

  /**
   * @param likelihoods by symbol of {@link PlateCode}
   */
  Row(double[] likelihoods) {
    this.likelihoods = new float[PlateCode.SYMBOLS];
    float[] ofClass = new float[LookAlikes.CLASSES];
    double ofLetters = 0;
    double ofDigits = 0;
    for (int s = 0; s < likelihoods.length; s++) {
      this.likelihoods[s] = (float) likelihoods[s];
      int c = LookAlikes.classOf(s);
      ofClass[c] = Math.max(ofClass[c], this.likelihoods[s]);
      ofLetters += PlateCode.isLetter(s) ? this.likelihoods[s] : 0;
      ofDigits += PlateCode.isLetter(s) ? 0 : this.likelihoods[s];
    }
    letters = ofLetters;
    digits = ofDigits;
    for (int i = 0; i < classes.length; i++) {
      int at = i;
      while (at > 0 && ofClass[classes[at - 1]] < ofClass[i]) {
        classes[at] = classes[at - 1];
        at--;
      }
      classes[at] = (byte) i;
    }
    for (int i = 0; i < classes.length; i++) {
      best[i] = ofClass[classes[i]];
    }
  }

  private static Row any() {
    double[] all = new double[PlateCode.SYMBOLS];
    Arrays.fill(all, 1);
    return new Row(all);
  }

  double likelihood(int symbol) {
    return likelihoods[symbol];
  }

  /** Of all letters together. */
  double letters() {
    return letters;
  }

  /** Of all digits together. */
  double digits() {
    return digits;
  }

  /** Of the likeliest character. */
  double best() {
    return best[0];
  }

  int classAt(int rank) {
    return classes[rank];
  }

  double bestAt(int rank) {
    return best[rank];
  }
}
