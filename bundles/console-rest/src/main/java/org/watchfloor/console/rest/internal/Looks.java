package org.watchfloor.console.rest.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;

/**
 * Puts on record who looked at what, before they see it, and who was refused. A screen that asks
 * for the same thing again and again is one look a minute. Thread-safe.
 */
final class Looks {
  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
  private static final long SAME_LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Characters of a path; more says nothing. */
  private static final int MAX_PATH = 200;

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
    record(AuditRecord.done(actor.name(), actor.origin(), action, object));
  }

  /**
   * Records a refusal, unless the same was recorded within a minute. One that cannot be recorded is
   * a refusal all the same.
   *
   * @param route that was called
   * @param path as it was called
   */
  void denied(Actor actor, String route, String path, String reason) {
    String cut = path.length() > MAX_PATH ? path.substring(0, MAX_PATH) : path;
    try {
      record(
          new AuditRecord(
              actor.name(),
              actor.origin(),
              "api.call",
              route,
              AuditRecord.Outcome.DENIED,
              reason,
              Map.of("path", cut)));
    } catch (Problem | AuditUnavailable e) {
      LOG.warn("that {} may not call {} is not in the audit log", actor.name(), route, e);
    }
  }

  private void record(AuditRecord record) throws Problem {
    Look look =
        new Look(new Actor(record.actor(), record.origin()), record.action(), record.object());
    long now = nanoTime.getAsLong();
    synchronized (recent) {
      Long before = recent.get(look);
      if (before != null && now - before < SAME_LOOK_NANOS) {
        return;
      }
    }
    parts.audit().record(record);
    synchronized (recent) {
      recent.remove(look); // so that it counts as the newest
      recent.put(look, now);
    }
  }

  /** Records an act each time. */
  void always(Actor actor, String action, String object) throws Problem {
    always(actor, action, object, Map.of());
  }

  /**
   * Records an act each time.
   *
   * @param facts more, never a secret
   */
  void always(Actor actor, String action, String object, Map<String, String> facts) throws Problem {
    parts
        .audit()
        .record(
            new AuditRecord(
                actor.name(), actor.origin(), action, object, AuditRecord.Outcome.DONE, "", facts));
  }

  /** Records that an act, which was recorded before it was tried, was not done. */
  void failed(Actor actor, String action, String object, String reason) throws Problem {
    parts
        .audit()
        .record(
            new AuditRecord(
                actor.name(),
                actor.origin(),
                action,
                object,
                AuditRecord.Outcome.FAILED,
                reason,
                Map.of()));
  }
}
