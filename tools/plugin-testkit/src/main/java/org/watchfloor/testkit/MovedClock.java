package org.watchfloor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands still until the test moves it. Thread-safe. */
public final class MovedClock extends Clock {
  private volatile Instant now;

  public MovedClock(Instant now) {
    this.now = now;
  }

  /**
   * @param now as {@link Instant#parse} takes it
   */
  public MovedClock(String now) {
    this(Instant.parse(now));
  }

  /** Forward, or backward as a corrected clock goes. */
  public synchronized void move(Duration by) {
    now = now.plus(by);
  }

  public synchronized void set(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The same clock: nothing that is tested shows a local time. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
