package org.watchfloor.core.api.bus;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * Something a person must look at. What became of it is not in here: that is a {@link Change}.
 *
 * @param id made from what caused it, so that the same cause gives the same id: {@code
 *     gunshot-4711}; 1 to 64 letters, digits, hyphens
 * @param kind of the alert: {@code gunshot.detected}, {@code plate.hit}
 * @param severity how urgently
 * @param title one line for the queue: {@code Gunshot, 3 rounds}
 * @param summary one more line: device, list, reason; may be empty
 * @param occurredAt when it happened, UTC
 * @param location where; empty where unknown
 * @param signals numbers of the signals that caused it
 * @param correlationKey alerts with the same key within the reactivation window are one row in the
 *     queue; empty for none
 * @param media pictures and sound of the signals
 * @param facts more for screens, in order: {@code plate}, {@code list}, {@code reason}; plain text
 *     values
 */
public record Alert(
    String id,
    String kind,
    Severity severity,
    String title,
    String summary,
    Instant occurredAt,
    Optional<GeoPoint> location,
    List<Long> signals,
    String correlationKey,
    List<MediaRef> media,
    Map<String, String> facts) {
  public Alert {
    if (!id.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "id: \"" + id + "\" is not 1 to 64 letters, digits, hyphens");
    }
    if (title.isBlank() || title.length() > 200) {
      throw new IllegalArgumentException("title: must have 1 to 200 characters");
    }
    signals = List.copyOf(signals);
    media = List.copyOf(media);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
