package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.OrderHours;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;

class OrderListCommandTest {
  /** Has one order, and its place. */
  private static final class OneOrder implements ProtectionOrders {
    @Override
    public List<ProtectionOrder> orders() {
      return List.of(
          new ProtectionOrder(
              "order-0123456789ab",
              "KEEP*",
              "",
              "26-DV-0042",
              OrderHours.always(ZoneOffset.UTC),
              Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
              Role.SUPERVISOR,
              Instant.EPOCH,
              "sue"));
    }

    @Override
    public ProtectionOrder create(OrderDraft draft, Actor by) {
      throw new AssertionError("a list changes nothing");
    }

    @Override
    public Optional<ProtectionOrder> replace(String id, OrderDraft draft, Actor by) {
      throw new AssertionError("a list changes nothing");
    }

    @Override
    public boolean remove(String id, Actor by) {
      throw new AssertionError("a list changes nothing");
    }

    @Override
    public Optional<ProtectionOrder> order(String id) {
      return orders().stream().filter(order -> order.id().equals(id)).findFirst();
    }

    @Override
    public Optional<ProtectedPlace> place(String id, Identity reader, Actor by) {
      throw new AssertionError("a list shows no place");
    }
  }

  @Test
  void ordersAreListedWithoutTheirPlaces() throws Exception {
    OrderListCommand command = new OrderListCommand();
    assertThatThrownBy(() -> Fakes.run(command, "sue")).hasMessageContaining("rtcc-plates");
    command.orders = new OneOrder();
    assertThat(Fakes.run(command, "sue"))
        .contains("order-0123456789ab", "KEEP*", "26-DV-0042", "2027-01-01", "supervisor");
    command.json = true;
    assertThat(Fakes.run(command, "sue"))
        .contains("\"caseNumber\":\"26-DV-0042\"", "\"validUntil\":\"2027-01-01T00:00:00Z\"");
  }
}
