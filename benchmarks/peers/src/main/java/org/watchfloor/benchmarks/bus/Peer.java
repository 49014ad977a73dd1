package org.watchfloor.benchmarks.bus;

/**
 * Something that carries messages to eight subscribers. Opened by its constructor, which gives
 * {@link Closers} how to end what it has begun. Called by one thread.
 */
interface Peer {
  int SUBSCRIBERS = 8;

  String name();

  /**
   * Sends a message of 1 kB that carries its number; may block while too many are under way. The
   * numbers come in order from 0.
   */
  void publish(int number) throws Exception;

  /** How many subscribers there are; one where messages are only stored. */
  default int subscribers() {
    return SUBSCRIBERS;
  }

  /** Processor time of processes beside this one, seconds. */
  default double otherCpuSeconds() throws Exception {
    return 0;
  }

  /** The run that is measured flat out begins. */
  default void measureGroups() {}

  /** Messages in one synced write since {@link #measureGroups}, on average; NaN if unknown. */
  default double groupSize() {
    return Double.NaN;
  }

  /** How often a message was refused and sent again. */
  default long refused() {
    return 0;
  }
}
