package org.watchfloor.rtcc.api.incidents;

import java.time.Instant;
import org.watchfloor.core.api.bus.Alert;

/**
 * An alert as the queue shows it.
 *
 * @param number of the alert's entry in the journal
 * @param alert as it was raised; the first one where several are one row
 * @param state in the queue
 * @param owner who has it; empty while NEW
 * @param count how many alerts are this row, 1 and up
 * @param lastAt when the newest of them happened, UTC
 * @param incidentId of its incident; empty while it has none
 * @param dismissed reason and text; empty unless DISMISSED
 */
public record QueuedAlert(
    long number,
    Alert alert,
    AlertState state,
    String owner,
    int count,
    Instant lastAt,
    String incidentId,
    String dismissed) {}
