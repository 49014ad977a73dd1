package org.watchfloor.core.isolation.internal;

/** How a process ended, in words. */
final class Exit {
  /** {@code Process.exitValue} adds this to the number of the signal that ended a process. */
  private static final int SIGNALED = 0x80;

  /** The highest signal of Linux, SIGRTMAX of signal(7). */
  private static final int LAST_SIGNAL = 64;

  /** A JVM that runs with {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private Exit() {}

  /** {@code ended with signal 9 (exit 137)}; follows "the plugin's JVM". */
  static String words(int value) {
    if (value > SIGNALED && value <= SIGNALED + LAST_SIGNAL) {
      return "ended with signal " + (value - SIGNALED) + " (exit " + value + ")";
    }
    return value == OUT_OF_MEMORY
        ? "ended (exit 3, as when its heap is full)"
        : "ended (exit " + value + ")";
  }
}
