package org.watchfloor.console.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.PlaceWithheld;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;

/** Protection orders in memory; any id is there to be rewritten. */
final class FakeOrders implements ProtectionOrders {
  final Map<String, OrderDraft> drafts = new TreeMap<>();

  private static ProtectionOrder order(String id, OrderDraft draft, String by) {
    return new ProtectionOrder(
        id,
        draft.plate(),
        draft.list(),
        draft.caseNumber(),
        draft.hours(),
        draft.validUntil(),
        draft.shownTo(),
        FakeRtcc.AT,
        by);
  }

  @Override
  public ProtectionOrder create(OrderDraft draft, Actor by) {
    drafts.put("order-1", draft);
    return order("order-1", draft, by.name());
  }

  @Override
  public Optional<ProtectionOrder> replace(String id, OrderDraft draft, Actor by) {
    drafts.put(id, draft);
    return Optional.of(order(id, draft, by.name()));
  }

  @Override
  public boolean remove(String id, Actor by) {
    return drafts.remove(id) != null;
  }

  @Override
  public List<ProtectionOrder> orders() {
    return drafts.entrySet().stream()
        .map(entry -> order(entry.getKey(), entry.getValue(), "ana"))
        .toList();
  }

  @Override
  public Optional<ProtectionOrder> order(String id) {
    return orders().stream().filter(order -> order.id().equals(id)).findFirst();
  }

  @Override
  public Optional<ProtectedPlace> place(String id, Identity reader, Actor by) throws PlaceWithheld {
    OrderDraft draft = drafts.get(id);
    if (draft != null && !reader.may(draft.shownTo())) {
      throw new PlaceWithheld("the place is shown to the role " + draft.shownTo().word());
    }
    return Optional.ofNullable(draft).map(OrderDraft::place);
  }
}
