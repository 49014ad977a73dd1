package org.watchfloor.rtcc.plates.internal.orders;

import java.time.Instant;
import java.util.regex.Pattern;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/** An order with its place, and the pattern of its plate made once. Immutable. */
final class StoredOrder {
  private static final Pattern STARS = Pattern.compile("\\*+");

  private final ProtectionOrder order;
  private final OrderDraft draft;
  private final Pattern plates;

  StoredOrder(String id, OrderDraft draft, Instant writtenAt, String writtenBy) {
    this.draft = draft;
    this.order =
        new ProtectionOrder(
            id,
            draft.plate(),
            draft.list(),
            draft.caseNumber(),
            draft.hours(),
            draft.validUntil(),
            draft.shownTo(),
            writtenAt,
            writtenBy);
    this.plates = Pattern.compile(expression(PlateText.pattern(draft.plate())));
  }

  /** Only letters and digits of any script are left beside the two signs: nothing is to quote. */
  private static String expression(String pattern) {
    return STARS.matcher(pattern).replaceAll(".*").replace('?', '.');
  }

  ProtectionOrder order() {
    return order;
  }

  OrderDraft draft() {
    return draft;
  }

  boolean hasList() {
    return !draft.list().isEmpty();
  }

  /**
   * @param plate in the exact form of {@link PlateText}
   */
  boolean names(String plate) {
    return plates.matcher(plate).matches();
  }

  boolean ended(Instant moment) {
    return draft.validUntil().isPresent() && !moment.isBefore(draft.validUntil().get());
  }
}
