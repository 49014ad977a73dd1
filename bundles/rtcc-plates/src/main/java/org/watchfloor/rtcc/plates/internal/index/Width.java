package org.watchfloor.rtcc.plates.internal.index;

/** How many bytes a number takes where none is higher than some other. */
final class Width {
  private Width() {}

  /** 0 for nothing but zeros, 8 for what is negative. */
  static int of(long highest) {
    return (Long.SIZE - Long.numberOfLeadingZeros(highest) + 7) / Byte.SIZE;
  }

  /** The bits of so many bytes. */
  static long mask(int bytes) {
    return bytes == 0 ? 0 : -1L >>> Long.SIZE - Byte.SIZE * bytes;
  }
}
