package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.rtcc.api.incidents.WrongState;

/**
 * Hits and what people decide of them. Thread-safe; calls block. A decision is audited before it is
 * kept, kept before it is told, and told as a change: {@code hit.confirmed}, {@code hit.misread},
 * {@code hit.not-the-vehicle}, {@code hit.reopened}.
 */
@ProviderType
public interface Hits {
  /** Newest first. */
  List<CheckedHit> hits(HitQuery query);

  /** By the id of its alert. */
  Optional<CheckedHit> hit(String alertId);

  /**
   * Keeps what a person has decided. The same again by the same person changes nothing.
   *
   * @param state not {@link HitState#UNVERIFIED}
   * @param text why, in words, at most 1,000 characters; may be empty
   * @throws WrongState if it is decided already
   * @throws IllegalArgumentException if there is no such hit, or it is no person who decides
   */
  CheckedHit decide(String alertId, HitState state, String text, Actor by) throws WrongState;

  /**
   * Takes the decision back, so that another one can be made. Who was told of a confirmed hit is
   * told that it no longer holds.
   *
   * @param reason 3 to 1,000 characters
   * @throws WrongState if nothing is decided
   * @throws IllegalArgumentException if there is no such hit, or it is no person who asks
   */
  CheckedHit reopen(String alertId, String reason, Actor by) throws WrongState;

  /** Those of the hits that are confirmed. */
  Set<String> confirmed(Collection<String> alertIds);

  /** Readers by their hits that were captured since, most misreads first. */
  List<ReaderRecord> readers(Instant since);
}
