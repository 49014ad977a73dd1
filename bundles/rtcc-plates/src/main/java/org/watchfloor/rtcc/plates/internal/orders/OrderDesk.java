package org.watchfloor.rtcc.plates.internal.orders;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.PlaceWithheld;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;

/**
 * Protection orders in the store and in memory together. Thread-safe: one change at a time. What
 * has ended is deleted within a minute; what another node changed is read when the bus tells, and
 * once a minute whether it tells or not.
 */
@Component(service = ProtectionOrders.class, immediate = true)
public final class OrderDesk implements ProtectionOrders, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
  private static final String PUBLISHER = "rtcc-plates";
  private static final long REFRESH_SECONDS = 60;
  private static final long RETRY_SECONDS = 5;
  private static final int ID_DIGITS = 12;

  private final OrderTable table;
  private final Supplier<List<HotList>> lists;
  private final Audit audit;
  private final AlertBus bus;
  private final OrderBook book;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(OrderDesk::thread);
  private final AutoCloseable subscription;
  private boolean failing;

  @Activate
  public OrderDesk(
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus,
      @Reference OrderBook book,
      @Reference HotLists lists) {
    this(store, audit, bus, book, lists::all, Clock.systemUTC());
  }

  OrderDesk(
      Store store,
      Audit audit,
      AlertBus bus,
      OrderBook book,
      Supplier<List<HotList>> lists,
      Clock clock) {
    this.table = new OrderTable(store);
    this.lists = lists;
    this.audit = audit;
    this.bus = bus;
    this.book = book;
    this.clock = clock;
    this.subscription =
        bus.subscribe(
            Subscription.live(
                "rtcc-plates-orders-changed",
                Filter.of(EntryType.CHANGE, "protection"),
                OptionalLong.empty()),
            entries -> soon(0));
    executor.scheduleWithFixedDelay(
        this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    soon(0);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-orders");
    thread.setDaemon(true);
    return thread;
  }

  private void soon(long seconds) {
    try {
      executor.schedule(this::refresh, seconds, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Protection orders are being closed; the next start loads them");
    }
  }

  /** Deletes what has ended, and reads the others. Throws nothing: the next turn tries again. */
  private synchronized void refresh() {
    try {
      List<StoredOrder> all = table.all();
      Instant now = clock.instant();
      book.load(all.stream().filter(order -> !order.ended(now)).toList());
      all.stream().filter(order -> order.ended(now)).forEach(this::deleteEnded);
      if (failing) {
        LOG.info("The protection orders are loaded");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (executor.isShutdown()) {
        return;
      }
      if (!failing) {
        LOG.error("The protection orders cannot be loaded; it is tried again every 5 s", e);
      }
      failing = true;
      soon(RETRY_SECONDS);
    }
  }

  private void deleteEnded(StoredOrder order) {
    record(Actor.SYSTEM, "protection-order.end", order.order().id(), AuditRecord.Outcome.DONE);
    table.remove(order.order().id());
  }

  @Override
  public ProtectionOrder create(OrderDraft draft, Actor by) {
    check(draft);
    String digits = UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS);
    return write("protection-order.create", "order-" + digits, draft, by);
  }

  @Override
  public synchronized Optional<ProtectionOrder> replace(String id, OrderDraft draft, Actor by) {
    check(draft);
    return order(id).map(old -> write("protection-order.replace", id, draft, by));
  }

  private void check(OrderDraft draft) {
    if (draft.validUntil().isPresent() && !draft.validUntil().get().isAfter(clock.instant())) {
      throw new IllegalArgumentException("validUntil: is over already");
    }
    String list = draft.list();
    if (!list.isEmpty() && lists.get().stream().noneMatch(known -> known.name().equals(list))) {
      throw new IllegalArgumentException("list: there is no hot list \"" + list + "\"");
    }
  }

  private synchronized ProtectionOrder write(String act, String id, OrderDraft draft, Actor by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    StoredOrder order = new StoredOrder(id, draft, now, by.name());
    record(by, act, id, AuditRecord.Outcome.DONE);
    table.put(order);
    book.put(order);
    publish(new Change("protection.order-written", id, now, by.name(), Map.of()));
    return order.order();
  }

  @Override
  public synchronized boolean remove(String id, Actor by) {
    record(by, "protection-order.remove", id, AuditRecord.Outcome.DONE);
    boolean removed = table.remove(id);
    book.remove(id);
    if (removed) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      publish(new Change("protection.order-removed", id, now, by.name(), Map.of()));
    }
    return removed;
  }

  @Override
  public List<ProtectionOrder> orders() {
    return stored().stream().map(StoredOrder::order).toList();
  }

  @Override
  public Optional<ProtectionOrder> order(String id) {
    return stored(id).map(StoredOrder::order);
  }

  @Override
  public Optional<ProtectedPlace> place(String id, Identity reader, Actor by) throws PlaceWithheld {
    Optional<StoredOrder> order = stored(id);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    OrderDraft draft = order.get().draft();
    if (!reader.may(draft.shownTo())) {
      record(by, "protection-order.look", id, AuditRecord.Outcome.DENIED);
      throw new PlaceWithheld(
          "the place of " + id + " is shown to the role " + draft.shownTo().word());
    }
    record(by, "protection-order.look", id, AuditRecord.Outcome.DONE);
    return Optional.of(draft.place());
  }

  private Optional<StoredOrder> stored(String id) {
    return stored().stream().filter(order -> order.order().id().equals(id)).findFirst();
  }

  private List<StoredOrder> stored() {
    Instant now = clock.instant();
    return table.all().stream().filter(order -> !order.ended(now)).toList();
  }

  private void record(Actor by, String action, String id, AuditRecord.Outcome outcome) {
    audit.record(new AuditRecord(by.name(), by.origin(), action, id, outcome, "", Map.of()));
  }

  /** The order is in force whether or not other nodes and screens hear of it at once. */
  private void publish(Change change) {
    bus.publish(PUBLISHER, change)
        .thenAccept(
            receipt -> {
              if (!receipt.onDisk()) {
                LOG.warn(
                    "Nobody hears of {} {}: {}", change.kind(), change.subject(), receipt.reason());
              }
            });
  }

  @Override
  @Deactivate
  public void close() {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The subscription of protection orders could not be closed", e);
    }
    executor.shutdownNow();
  }
}
