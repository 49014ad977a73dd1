package org.watchfloor.core.api.health;

/**
 * Whether a part works.
 *
 * @param level of trouble
 * @param message in words, what to do included; may be empty for OK
 */
public record HealthResult(Level level, String message) {
  /** Of trouble, worst last. */
  public enum Level {
    OK,
    /** Works, with a loss that the message names. */
    WARN,
    /** Starting, or soon well by itself: not ready. */
    TEMPORARILY_UNAVAILABLE,
    /** Broken: not ready. */
    CRITICAL
  }

  public static final HealthResult OK = new HealthResult(Level.OK, "");

  public static HealthResult warn(String message) {
    return new HealthResult(Level.WARN, message);
  }

  public static HealthResult unavailable(String message) {
    return new HealthResult(Level.TEMPORARILY_UNAVAILABLE, message);
  }

  public static HealthResult critical(String message) {
    return new HealthResult(Level.CRITICAL, message);
  }
}
