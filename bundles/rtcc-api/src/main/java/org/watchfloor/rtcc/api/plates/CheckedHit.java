package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.watchfloor.core.api.bus.Alert;

/**
 * A hit, that is an alert made from a plate read, and what people have decided of it.
 *
 * @param number of the alert's entry in the journal
 * @param alert as it was raised; its facts say what list, entry and reader say
 * @param state after the last decision
 * @param decisions oldest first
 */
public record CheckedHit(long number, Alert alert, HitState state, List<HitDecision> decisions) {
  public CheckedHit {
    decisions = List.copyOf(decisions);
  }
}
