package org.watchfloor.rtcc.api.plates;

import java.time.Instant;

/**
 * A plate that was seen together with another one: a lead, not a fact.
 *
 * @param plate letters and digits
 * @param cameras at how many different ones
 * @param times how often
 * @param first time of its own first read of those, UTC, to the millisecond
 * @param last of its last, UTC
 */
public record Companion(String plate, int cameras, int times, Instant first, Instant last) {}
