package org.watchfloor.camel.routing.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Logs the same trouble of a source once a minute and says how often it was. Thread-safe. */
final class RareLog {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private record Since(long nanos, long unsaid) {}

  private final Logger log;
  private final String sourceId;
  private final Map<Integer, Since> byStatus = new ConcurrentHashMap<>();

  RareLog(Logger log, String sourceId) {
    this.log = log;
    this.sourceId = sourceId;
  }

  /**
   * @param what in words; never a secret, never the message's content
   */
  void warn(int status, String what) {
    long now = System.nanoTime();
    long[] unsaid = {-1};
    byStatus.compute(
        status,
        (key, last) -> {
          if (last != null && now - last.nanos < PAUSE_NANOS) {
            return new Since(last.nanos, last.unsaid + 1);
          }
          unsaid[0] = last == null ? 0 : last.unsaid;
          return new Since(now, 0);
        });
    if (unsaid[0] >= 0) {
      log.warn(
          "{}: answered {}: {} ({} more of these since it was last said)",
          sourceId,
          status,
          what,
          unsaid[0]);
    }
  }
}
