package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.api.incidents.WrongState;

/**
 * How a person's act is done: its state is checked, it is written to the audit log, it is done and
 * told to the bus; without the audit log nothing is done. Thread-safe.
 */
final class Acts {
  /** An act, with the audit record to be written between checking and changing. */
  @FunctionalInterface
  interface Act<T> {
    /**
     * @throws Refusal if the state is wrong
     */
    T with(Connection connection, Runnable audit) throws SQLException;
  }

  private final Tables tables;
  private final Audit audit;
  private final Outbox outbox;

  Acts(Tables tables, Audit audit, Outbox outbox) {
    this.tables = tables;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * @param action for the audit log: {@code alert.dismiss}
   * @param reason as the person gave it; may be empty
   */
  <T> T run(String action, String object, String reason, Actor by, Act<T> act) throws WrongState {
    try {
      T result =
          tables
              .store()
              .write(
                  c ->
                      act.with(
                          c, () -> record(action, object, reason, by, Outcome.DONE, Map.of())));
      outbox.wake();
      return result;
    } catch (Refusal e) {
      record(action, object, reason, by, Outcome.FAILED, Map.of("why", e.reason()));
      throw new WrongState(e.reason());
    } catch (StoreException e) {
      // What was written as done before the commit was not.
      String why = String.valueOf(e.getMessage());
      record(action, object, reason, by, Outcome.FAILED, Map.of("why", why));
      throw e;
    }
  }

  private void record(
      String action,
      String object,
      String reason,
      Actor by,
      Outcome outcome,
      Map<String, String> facts) {
    audit.record(new AuditRecord(by.name(), by.origin(), action, object, outcome, reason, facts));
  }
}
