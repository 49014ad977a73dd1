package org.watchfloor.benchmarks;

/** Something that carries messages to eight subscribers. Opened by its constructor. */
interface Peer extends AutoCloseable {
  int SUBSCRIBERS = 8;

  /** Told of each message that a subscriber has got; on any thread. */
  @FunctionalInterface
  interface Deliveries {
    void delivered(int number);
  }

  String name();

  /** Sends a message of 1 kB that carries its number; may block while too many are under way. */
  void publish(int number) throws Exception;

  /**
   * How often each message is told of: once by each subscriber, or once where it is only stored.
   */
  default int deliveries() {
    return SUBSCRIBERS;
  }

  /** Processor time of processes beside this one, seconds. */
  default double otherCpuSeconds() throws Exception {
    return 0;
  }
}
