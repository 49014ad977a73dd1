package org.watchfloor.core.api.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be recorded of an act; time and place in the chain are added by the log.
 *
 * @param actor user or token name, {@code system}, or {@code anonymous}
 * @param origin where from: {@code https 127.0.0.1}, {@code ssh 127.0.0.1}, {@code local}
 * @param action noun and verb: {@code session.create}, {@code plate-read.search}, {@code
 *     alert.dismiss}
 * @param object what it was done to; may be empty
 * @param outcome whether it was done
 * @param reason why, as the person gave it; may be empty
 * @param facts more, plain text; never a secret
 */
public record AuditRecord(
    String actor,
    String origin,
    String action,
    String object,
    Outcome outcome,
    String reason,
    Map<String, String> facts) {

  /** Whether it was done. */
  public enum Outcome {
    DONE,
    /** Not allowed. */
    DENIED,
    FAILED
  }

  public AuditRecord {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  public static AuditRecord done(String actor, String origin, String action, String object) {
    return new AuditRecord(actor, origin, action, object, Outcome.DONE, "", Map.of());
  }
}
