package org.watchfloor.rtcc.api.incidents;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of an incident's timeline.
 *
 * @param number 1 and up within the incident
 * @param at UTC
 * @param kind {@code alert}, {@code picture}, {@code note}, {@code state}, {@code read}
 * @param by user or {@code system}
 * @param text what an analyst reads
 * @param facts for links: {@code cameraId}, {@code sha256}, {@code alertId}, {@code signal}
 */
public record TimelineEntry(
    long number, Instant at, String kind, String by, String text, Map<String, String> facts) {
  public TimelineEntry {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
