package org.watchfloor.console.rest.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditRecord;

/**
 * Puts on record who looked at what, before they see it. A screen that asks for the same thing
 * again and again is one look a minute. Thread-safe.
 */
final class Looks {
  private static final long SAME_LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Forgetting one only means another record. */
  private static final int REMEMBERED = 10_000;

  private record Look(Actor actor, String action, String object) {}

  private final Parts parts;
  private final LongSupplier nanoTime;
  private final Map<Look, Long> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  Looks(Parts parts) {
    this(parts, System::nanoTime);
  }

  Looks(Parts parts, LongSupplier nanoTime) {
    this.parts = parts;
    this.nanoTime = nanoTime;
  }

  /**
   * Records a look, unless the same was recorded within a minute.
   *
   * @throws Problem 503 if there is no audit log
   */
  void record(Actor actor, String action, String object) throws Problem {
    Look look = new Look(actor, action, object);
    long now = nanoTime.getAsLong();
    synchronized (recent) {
      Long before = recent.get(look);
      if (before != null && now - before < SAME_LOOK_NANOS) {
        return;
      }
    }
    always(actor, action, object);
    synchronized (recent) {
      recent.remove(look); // so that it counts as the newest
      recent.put(look, now);
    }
  }

  /** Records an act each time. */
  void always(Actor actor, String action, String object) throws Problem {
    parts.audit().record(AuditRecord.done(actor.name(), actor.origin(), action, object));
  }
}
