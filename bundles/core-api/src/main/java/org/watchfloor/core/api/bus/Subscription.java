package org.watchfloor.core.api.bus;

import java.util.OptionalLong;

/**
 * Who wants what, and from where.
 *
 * @param name of the subscriber and, if durable, of its cursor; 1 to 64 characters
 * @param filter which entries
 * @param queueSize entries held for the subscriber in memory, 1 to 100,000
 * @param overflow what happens when the queue is full
 * @param durable whether the cursor survives: true for capabilities, false for screens
 * @param after where to begin: the number of the last entry already seen; empty for the cursor;
 *     without one a durable subscriber begins at the oldest entry kept, another one with what comes
 *     from now on
 */
public record Subscription(
    String name,
    Filter filter,
    int queueSize,
    Overflow overflow,
    boolean durable,
    OptionalLong after) {

  /** What happens when a subscriber is slower than the bus. */
  public enum Overflow {
    /** Forget the queue and read on from the journal: nothing is lost. */
    CATCH_UP,
    /** Drop the oldest and count them: for screens, which are told what they missed. */
    DROP_OLDEST
  }

  public Subscription {
    if (name.isBlank() || name.length() > 64) {
      throw new IllegalArgumentException("name: must have 1 to 64 characters");
    }
    if (queueSize < 1 || queueSize > 100_000) {
      throw new IllegalArgumentException("queueSize: " + queueSize + " is not within 1 to 100000");
    }
  }

  /**
   * A capability: durable, catches up; begins at the oldest entry kept when it has no cursor yet.
   */
  public static Subscription durable(String name, Filter filter) {
    return new Subscription(name, filter, 10_000, Overflow.CATCH_UP, true, OptionalLong.empty());
  }

  /** A screen: from now on, or from a number that the screen has seen. */
  public static Subscription live(String name, Filter filter, OptionalLong after) {
    return new Subscription(name, filter, 2_000, Overflow.CATCH_UP, false, after);
  }
}
