package org.watchfloor.rtcc.plates.internal.hits;

import org.watchfloor.rtcc.api.plates.CheckedHit;

/**
 * Learns from what people decide: how a reader errs, for instance. Found as a service; told once
 * per decision, on the thread of the request, after it is kept.
 */
public interface HitLearner {
  /** Of {@code CONFIRMED}, {@code MISREAD} or {@code NOT_THE_VEHICLE}. */
  void decided(CheckedHit hit);
}
