package org.watchfloor.core.api.bus;

/**
 * How a subscriber does.
 *
 * @param delivered entries handled since it subscribed
 * @param lag entries between it and the journal's head, filtered ones included
 * @param oldestMillis age of the oldest entry not yet handled, milliseconds; 0 when it is up to
 *     date
 * @param dropped entries that it will never get: dropped since it subscribed, or deleted by the
 *     journal's retention since the center started
 * @param failures exceptions of its handler since it subscribed
 * @param lastFailure in words; empty if there was none
 * @param waits in words why nothing is delivered to it here, {@code runs on node b}; empty where it
 *     is
 */
public record SubscriberStat(
    String name,
    boolean durable,
    long cursor,
    long delivered,
    long lag,
    long oldestMillis,
    long dropped,
    long failures,
    String lastFailure,
    String waits) {
  /** Of one that is delivered to here. */
  public SubscriberStat(
      String name,
      boolean durable,
      long cursor,
      long delivered,
      long lag,
      long oldestMillis,
      long dropped,
      long failures,
      String lastFailure) {
    this(name, durable, cursor, delivered, lag, oldestMillis, dropped, failures, lastFailure, "");
  }
}
