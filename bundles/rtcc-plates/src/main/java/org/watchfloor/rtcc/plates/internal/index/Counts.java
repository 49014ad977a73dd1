package org.watchfloor.rtcc.plates.internal.index;

/**
 * How much is in a segment, and of which time.
 *
 * @param ahead rows whose reader's clock was ahead
 * @param minTime in microseconds, as the other times
 * @param minNumber the lowest
 * @param lastNumber the highest, and {@code lastTime} the time of that read
 */
record Counts(
    int rows,
    int keys,
    int texts,
    int strings,
    int spots,
    int traits,
    int ahead,
    int grams,
    long minTime,
    long maxTime,
    long minCaptured,
    long minNumber,
    long lastNumber,
    long lastTime) {
  static final int LONGS = 14;

  RowFormat format() {
    return RowFormat.of(minTime, maxTime, minNumber, lastNumber, spots, traits);
  }

  long[] longs() {
    return new long[] {
      rows,
      keys,
      texts,
      strings,
      spots,
      traits,
      ahead,
      grams,
      minTime,
      maxTime,
      minCaptured,
      minNumber,
      lastNumber,
      lastTime
    };
  }

  static Counts of(long[] from) {
    return new Counts(
        (int) from[0],
        (int) from[1],
        (int) from[2],
        (int) from[3],
        (int) from[4],
        (int) from[5],
        (int) from[6],
        (int) from[7],
        from[8],
        from[9],
        from[10],
        from[11],
        from[12],
        from[13]);
  }
}
