package org.watchfloor.rtcc.api.plates;

import java.time.Instant;

/**
 * A read that matches a hot-list entry.
 *
 * @param alertId of the alert that was raised
 * @param readNumber of the read's signal
 * @param listAgeSeconds how old the list was when it matched, seconds since its import
 */
public record Hit(
    String alertId,
    long readNumber,
    String plate,
    String list,
    String reason,
    String agency,
    String state,
    Instant occurredAt,
    long listAgeSeconds) {}
