package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;

/**
 * Finds the keys of {@link LookAlikes} that plates of a given likelihood can have: depth first,
 * likeliest first, cut off as soon as the best that is left is too little. For one thread.
 */
final class KeySearch {
  /** A read of which nearly nothing is known would have millions; it means nothing then. */
  private static final int MAX_KEYS = 4_096;

  private final double[] rest = new double[PlateCode.MAX_LENGTH + 1];
  private long[] keys = new long[16];
  private int size;
  private Row[] rows = {};
  private double least;

  /**
   * @param rows one for each character of the plates that are looked for, 1 to 10
   * @param least likelihood of a plate that is found
   * @return how many keys, see {@link #key}
   */
  int find(Row[] rows, double least) {
    this.rows = rows;
    this.least = least;
    size = 0;
    rest[rows.length] = 1;
    for (int i = rows.length - 1; i >= 0; i--) {
      rest[i] = rest[i + 1] * rows[i].best();
    }
    if (rest[0] >= least) {
      descend(0, 1, LookAlikes.startOfKey(rows.length));
    }
    return size;
  }

  private void descend(int position, double sofar, long key) {
    if (position == rows.length) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
      }
      keys[size++] = key;
      return;
    }
    Row row = rows[position];
    for (int rank = 0; rank < LookAlikes.CLASSES && size < MAX_KEYS; rank++) {
      double now = sofar * row.bestAt(rank);
      if (now * rest[position + 1] < least) {
        return;
      }
      descend(position + 1, now, key | LookAlikes.partOfKey(row.classAt(rank), position));
    }
  }

  long key(int i) {
    return keys[i];
  }
}
