package org.watchfloor.core.api.bus;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the center or a person did to a thing that screens show.
 *
 * @param kind noun and verb in the past: {@code alert.acknowledged}, {@code incident.opened},
 *     {@code source.online}
 * @param subject id of the thing: alert id, incident id, source id
 * @param at when, UTC
 * @param by user, or {@code system}
 * @param facts the thing's new values, plain text
 */
public record Change(
    String kind, String subject, Instant at, String by, Map<String, String> facts) {
  public Change {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
