package org.watchfloor.core.plugins.internal;

/**
 * What an archive from outside may be at most.
 *
 * @param file bytes of the file
 * @param entries in it
 * @param unpacked bytes of all entries
 */
record PackageLimits(long file, int entries, long unpacked) {
  private static final int MAX_ENTRIES = 2_000;

  /** Classes shrink to a half; eightfold leaves room for text, not for a bomb. */
  private static final int UNPACKED = 8;

  static PackageLimits ofMib(int mib) {
    long bytes = (long) mib << 20;
    return new PackageLimits(bytes, MAX_ENTRIES, UNPACKED * bytes);
  }
}
