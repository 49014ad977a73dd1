package org.watchfloor.rtcc.incidents.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.rtcc.api.incidents.AlertState;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;

/**
 * A row of the queue as the store has it.
 *
 * @param number of the first alert's entry in the journal
 * @param alert the first one
 * @param incidentId empty while it has none
 * @param dismissal there only while DISMISSED
 */
record Row(
    long number,
    Alert alert,
    AlertState state,
    String owner,
    int count,
    Instant lastAt,
    String incidentId,
    Optional<Dismissal> dismissal) {

  /**
   * How a row was dismissed, and what it was before.
   *
   * @param why reason and text
   * @param incident state of its incident before it was closed by the dismissal; empty if it was
   *     not closed
   */
  record Dismissal(
      String why, String by, Instant at, AlertState state, String owner, String incident) {}

  String id() {
    return alert.id();
  }

  boolean open() {
    return state != AlertState.DISMISSED && state != AlertState.CLOSED;
  }

  Row with(AlertState newState, String newOwner) {
    return new Row(number, alert, newState, newOwner, count, lastAt, incidentId, Optional.empty());
  }

  Row in(String incident) {
    return new Row(number, alert, state, owner, count, lastAt, incident, dismissal);
  }

  Row again(Instant at) {
    Instant newest = at.isAfter(lastAt) ? at : lastAt;
    return new Row(number, alert, state, owner, count + 1, newest, incidentId, dismissal);
  }

  /** Who dismisses has it, until it is undone. */
  Row dismissed(Dismissal how) {
    return new Row(
        number, alert, AlertState.DISMISSED, how.by(), count, lastAt, incidentId, Optional.of(how));
  }

  QueuedAlert queued() {
    return new QueuedAlert(
        number,
        dismissal.map(this::told).orElse(alert),
        state,
        owner,
        count,
        lastAt,
        incidentId,
        dismissal.map(Dismissal::why).orElse(""));
  }

  /** Who undoes must know who dismissed it and when. */
  private Alert told(Dismissal how) {
    Map<String, String> facts = new LinkedHashMap<>(alert.facts());
    facts.put("dismissedBy", how.by());
    facts.put("dismissedAt", how.at().toString());
    return new Alert(
        alert.id(),
        alert.kind(),
        alert.severity(),
        alert.title(),
        alert.summary(),
        alert.occurredAt(),
        alert.location(),
        alert.signals(),
        alert.correlationKey(),
        alert.media(),
        facts);
  }
}
