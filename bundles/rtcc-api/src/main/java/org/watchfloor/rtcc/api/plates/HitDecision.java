package org.watchfloor.rtcc.api.plates;

import java.time.Instant;

/**
 * One decision on a hit.
 *
 * @param state that it brought about; {@link HitState#UNVERIFIED} when a supervisor opened it again
 * @param by user
 * @param at UTC
 * @param text why, in words; may be empty
 */
public record HitDecision(HitState state, String by, Instant at, String text) {}
