package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;

/**
 * How a row lies in a segment: the plate as a {@link PlateKey}, then time, number, spot and traits,
 * each in as many bytes as the highest of the segment needs. Times and numbers are counted from the
 * lowest on. Immutable, thread-safe.
 */
record RowFormat(
    long minTime, long minNumber, int timeBytes, int numberBytes, int spotBytes, int traitsBytes) {

  /**
   * @param lastNumber the highest
   * @param spots how many there are, as the traits
   */
  static RowFormat of(
      long minTime, long maxTime, long minNumber, long lastNumber, int spots, int traits) {
    return new RowFormat(
        minTime,
        minNumber,
        Width.of(maxTime - minTime),
        Width.of(lastNumber - minNumber),
        Width.of(spots - 1),
        Width.of(traits - 1));
  }

  int timeAt() {
    return Long.BYTES;
  }

  int numberAt() {
    return timeAt() + timeBytes;
  }

  int spotAt() {
    return numberAt() + numberBytes;
  }

  int traitsAt() {
    return spotAt() + spotBytes;
  }

  /** Bytes of a row. */
  int size() {
    return traitsAt() + traitsBytes;
  }

  void write(SegmentWriter out, long plate, long time, long number, int spot, int traits)
      throws IOException {
    out.put(plate);
    out.put(time - minTime, timeBytes);
    out.put(number - minNumber, numberBytes);
    out.put(spot, spotBytes);
    out.put(traits, traitsBytes);
  }
}
