package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * A read in the history.
 *
 * @param number of its signal in the journal
 * @param occurredAt by the reader's clock, UTC
 * @param device the vendor's name of the reader's camera; may be empty
 */
public record ReadRecord(
    long number,
    String sourceId,
    Instant occurredAt,
    String device,
    Optional<GeoPoint> location,
    PlateRead read,
    List<MediaRef> media) {}
