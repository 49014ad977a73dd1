package org.watchfloor.rtcc.api.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * The workspace that an alert opens.
 *
 * @param id {@code INC-2026-000042}
 * @param state where it is in its life
 * @param lead who opened it; empty while nobody has
 * @param alertIds of its alerts, oldest first
 */
public record Incident(
    String id,
    State state,
    String title,
    Severity severity,
    Optional<GeoPoint> location,
    Instant startedAt,
    String lead,
    List<String> alertIds) {

  /** Where an incident is in its life. */
  public enum State {
    /** Made by the center; no person has looked yet. */
    UNVERIFIED,
    ACTIVE,
    CLOSED
  }

  public Incident {
    alertIds = List.copyOf(alertIds);
  }
}
