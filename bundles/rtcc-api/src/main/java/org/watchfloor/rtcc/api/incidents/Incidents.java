package org.watchfloor.rtcc.api.incidents;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/**
 * Triage of alerts, incidents and timelines. Thread-safe; calls block. Every act is audited and
 * published as a change.
 */
@ProviderType
public interface Incidents {
  /**
   * The queue: open alerts (NEW, OWNED, INCIDENT), most severe first, then newest.
   *
   * @param closed also those dismissed or closed
   */
  List<QueuedAlert> alerts(boolean closed, int limit);

  Optional<QueuedAlert> alert(String alertId);

  /** NEW to OWNED. Doing it again is harmless for the same person. */
  QueuedAlert acknowledge(String alertId, Actor by) throws WrongState;

  /** To DISMISSED; its incident, if this was its only open alert, is closed. */
  QueuedAlert dismiss(String alertId, DismissReason reason, String text, Actor by)
      throws WrongState;

  /** Back from DISMISSED to what it was. */
  QueuedAlert undoDismiss(String alertId, Actor by) throws WrongState;

  /** To INCIDENT; makes its incident ACTIVE, or opens one if it has none. */
  Incident open(String alertId, Actor by) throws WrongState;

  /** Newest first. */
  List<Incident> incidents(boolean closed, int limit);

  Optional<Incident> incident(String incidentId);

  /** Oldest first. */
  List<TimelineEntry> timeline(String incidentId);

  /** Adds a note of 1 to 4,000 characters. */
  TimelineEntry note(String incidentId, String text, Actor by) throws WrongState;

  /** Closes with an outcome in words. */
  Incident close(String incidentId, String outcome, Actor by) throws WrongState;
}
