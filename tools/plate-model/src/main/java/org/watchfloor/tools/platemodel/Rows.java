package org.watchfloor.tools.platemodel;

/** Pictures of several channels that are handed on row by row. */
interface Rows {
  /**
   * Takes a row of all pictures over.
   *
   * @param at where that of the first picture begins in {@code px}; that of the next one is {@code
   *     pitch} further
   */
  void take(int channel, int y, float[] px, int at, int pitch);

  /** Hands a row of all pictures out, to the same places. */
  void give(int channel, int y, float[] px, int at, int pitch);
}
