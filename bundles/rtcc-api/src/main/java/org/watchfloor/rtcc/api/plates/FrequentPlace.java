package org.watchfloor.rtcc.api.plates;

import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * A camera that a plate passes often.
 *
 * @param sourceId of the reader
 * @param device the vendor's name of the camera; may be empty
 * @param location where the camera is, as it said with its newest read
 * @param reads how many
 * @param days on how many different days, UTC
 * @param hours reads in each hour of the day, UTC, 24 of them
 */
public record FrequentPlace(
    String sourceId,
    String device,
    Optional<GeoPoint> location,
    int reads,
    int days,
    List<Integer> hours) {
  public FrequentPlace {
    hours = List.copyOf(hours);
  }
}
