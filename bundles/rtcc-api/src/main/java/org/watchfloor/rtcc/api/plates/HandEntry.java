package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Optional;

/**
 * A plate that a person has put on the list "by hand", with what was decided about it.
 *
 * @param id to name it by
 * @param content what was entered
 * @param addedBy user or token
 * @param addedAt UTC
 * @param decidedBy who approved, rejected or withdrew it; empty while it waits
 * @param decidedAt UTC
 * @param note why it was rejected or withdrawn; may be empty
 */
public record HandEntry(
    String id,
    Content content,
    State state,
    String addedBy,
    Instant addedAt,
    String decidedBy,
    Optional<Instant> decidedAt,
    String note) {

  /** Where it stands; only an approved one is in force, and only until it expires. */
  public enum State {
    /** For a second person, a supervisor. */
    WAITING,
    APPROVED,
    REJECTED,
    WITHDRAWN
  }

  /**
   * What is entered.
   *
   * @param plate 1 to 16 letters and digits; others are left out
   * @param state who issued it, at most 32 characters; may be empty
   * @param reason 3 to 200 characters
   * @param caseNumber of the case or call, 1 to 64 characters
   * @param agency that asks for it, at most 200 characters; may be empty
   * @param make of the vehicle, at most 64 characters; may be empty
   * @param color of the vehicle, at most 64 characters; may be empty
   * @param expires UTC; at most 366 days ahead
   */
  public record Content(
      String plate,
      String state,
      String reason,
      String caseNumber,
      String agency,
      String make,
      String color,
      Instant expires) {}

  /** Whether reads are matched against it. */
  public boolean inForce(Instant now) {
    return state == State.APPROVED && now.isBefore(content.expires());
  }
}
