package org.watchfloor.rtcc.plates.internal.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;

/**
 * All protection orders in memory: what reads are compared with, so that an alert needs no store.
 * Thread-safe; a reader sees all orders of one moment.
 */
@Component(service = OrderBook.class, immediate = true)
public final class OrderBook {
  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile Map<String, StoredOrder> orders = Map.of();

  @Activate
  public OrderBook() {}

  /** Puts what the store holds in the place of everything. */
  synchronized void load(Collection<StoredOrder> all) {
    Map<String, StoredOrder> next = new TreeMap<>();
    all.forEach(order -> next.put(order.order().id(), order));
    orders = next;
    loaded.countDown();
  }

  synchronized void put(StoredOrder order) {
    Map<String, StoredOrder> next = new TreeMap<>(orders);
    next.put(order.order().id(), order);
    orders = next;
  }

  synchronized void remove(String id) {
    Map<String, StoredOrder> next = new TreeMap<>(orders);
    next.remove(id);
    orders = next;
  }

  /**
   * Waits until the orders have been loaded once.
   *
   * @throws IllegalStateException if they are not after 5 s: to compare with none would lose alerts
   */
  void awaitLoaded() throws InterruptedException {
    if (!loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "the protection orders are not loaded: the store is down or still starting; reads wait"
              + " for it");
    }
  }

  boolean needsLists() {
    return orders.values().stream().anyMatch(StoredOrder::hasList);
  }

  /**
   * Orders about a plate that hold at a moment.
   *
   * @param matches what hot lists say of the plate
   */
  List<StoredOrder> about(String plate, List<HotMatch> matches, Instant moment) {
    List<StoredOrder> found = new ArrayList<>();
    for (StoredOrder order : orders.values()) {
      boolean meant =
          order.hasList()
              ? matches.stream().anyMatch(match -> match.list().equals(order.draft().list()))
              : order.names(plate);
      if (meant && !order.ended(moment) && order.draft().hours().hold(moment)) {
        found.add(order);
      }
    }
    return found;
  }
}
