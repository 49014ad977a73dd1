package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.core.api.access.Role;

/**
 * What a supervisor writes into a protection order.
 *
 * @param plate exact, or with {@code ?} for one and {@code *} for any number of characters, at
 *     least 2 characters known; empty where {@code list} says which
 * @param list hot list of which every plate counts; empty where {@code plate} says which
 * @param caseNumber how people call it, 1 to 64 characters; stands in the alert's title, so it must
 *     not hold the address
 * @param place what nobody sees but who is of {@code shownTo}
 * @param hours when a read counts
 * @param validUntil end of the order, which is then deleted; empty for none
 * @param shownTo who may see the place: operators or supervisors
 */
public record OrderDraft(
    String plate,
    String list,
    String caseNumber,
    ProtectedPlace place,
    OrderHours hours,
    Optional<Instant> validUntil,
    Role shownTo) {
  private static final int MAX_PLATE = 16;
  private static final int MAX_LIST = 64;
  private static final int MAX_CASE = 64;

  public OrderDraft {
    if (plate.isEmpty() == list.isEmpty()) {
      throw new IllegalArgumentException("plate: give either a plate or a list");
    }
    if (!plate.isEmpty() && (known(plate) < 2 || plate.length() > MAX_PLATE)) {
      throw new IllegalArgumentException(
          "plate: give at least 2 known characters, at most 16 in all; ? stands for one, * for any"
              + " number");
    }
    if (list.length() > MAX_LIST) {
      throw new IllegalArgumentException("list: is longer than " + MAX_LIST + " characters");
    }
    if (caseNumber.isBlank()
        || caseNumber.length() > MAX_CASE
        || caseNumber.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("caseNumber: must have 1 to 64 characters on one line");
    }
    if (folded(caseNumber).contains(folded(place.address()))) {
      throw new IllegalArgumentException(
          "caseNumber: holds the address, and is shown to everybody at the desk");
    }
    if (shownTo != Role.SUPERVISOR && shownTo != Role.OPERATOR) {
      throw new IllegalArgumentException("shownTo: must be operator or supervisor");
    }
  }

  private static long known(String plate) {
    return plate.codePoints().filter(Character::isLetterOrDigit).count();
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
