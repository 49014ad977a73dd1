package org.watchfloor.core.access.internal;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.audit.AuditUnavailable;

/** What is done here, as the audit log is told. Thread-safe. */
final class Trail {
  private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

  private final Audit audit;

  Trail(Audit audit) {
    this.audit = audit;
  }

  /** Somebody's act. */
  record Act(String actor, String origin, String action, String object, Map<String, String> facts) {
    static Act of(String actor, String origin, String action, String object) {
      return new Act(actor, origin, action, object, Map.of());
    }

    private AuditRecord as(Outcome outcome, String reason) {
      return new AuditRecord(actor, origin, action, object, outcome, reason, facts);
    }
  }

  /** Records an act before it is done, and once more if it fails. */
  void act(Act act, Runnable doing) {
    audit.record(act.as(Outcome.DONE, ""));
    try {
      doing.run();
    } catch (RuntimeException e) {
      failed(act, e);
      throw e;
    }
  }

  private void failed(Act act, RuntimeException cause) {
    try {
      audit.record(act.as(Outcome.FAILED, String.valueOf(cause.getMessage())));
    } catch (AuditUnavailable e) {
      LOG.error("{} by {} failed, and the audit log does not say so", act.action(), act.actor(), e);
    }
  }

  void denied(Act act, String reason) {
    audit.record(act.as(Outcome.DENIED, reason));
  }
}
