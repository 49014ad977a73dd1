package org.watchfloor.rtcc.plates.internal.index;

/**
 * Where a list of reads, newest first, is continued: behind the read of this time and number.
 *
 * @param time in microseconds
 */
public record Place(long time, long number) {
  /** Before all reads. */
  public static final Place FIRST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

  public static Place of(Sighting last) {
    return new Place(last.time(), last.number());
  }

  /** Whether a read comes behind. */
  boolean before(long otherTime, long otherNumber) {
    return otherTime < time || otherTime == time && otherNumber < number;
  }
}
