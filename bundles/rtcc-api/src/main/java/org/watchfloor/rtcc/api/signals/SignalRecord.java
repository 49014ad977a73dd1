package org.watchfloor.rtcc.api.signals;

import java.time.Instant;
import org.watchfloor.plugin.api.signal.Signal;

/**
 * A signal in the history.
 *
 * @param number in the journal
 * @param sourceId that handed it in
 * @param receivedAt UTC
 * @param summary one line, by its kind's descriptor as it was then
 */
public record SignalRecord(
    long number, String sourceId, Instant receivedAt, String summary, Signal signal) {}
