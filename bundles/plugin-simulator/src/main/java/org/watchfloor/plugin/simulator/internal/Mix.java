package org.watchfloor.plugin.simulator.internal;

/** Numbers that look like chance and are the same every time (SplitMix64, Steele et al. 2014). */
final class Mix {
  private Mix() {}

  static long of(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 up to 1. */
  static double fraction(long number) {
    return (of(number) >>> 11) * 0x1.0p-53;
  }
}
