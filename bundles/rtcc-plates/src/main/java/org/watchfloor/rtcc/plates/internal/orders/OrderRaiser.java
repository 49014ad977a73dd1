package org.watchfloor.rtcc.plates.internal.orders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.hits.Outgoing;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;
import org.watchfloor.rtcc.plates.internal.match.Issuer;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/**
 * Raises an alert for each read of a plate near the place of a protection order. Has the orders in
 * memory and no reference to the store. A read delivered again raises the alert of the same id,
 * which the bus knows for a duplicate.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = PlatesConfig.PID)
public final class OrderRaiser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderRaiser.class);

  /** Also the name of the cursor: must never change. */
  private static final String NAME = "rtcc-plates-orders";

  /** More sources without a position than that are a fault that one line tells. */
  private static final int MAX_NAMED = 1_000;

  private final OrderAlert maker;
  private final OrderBook book;
  private final HotListIndex index;
  private final AlertBus bus;
  private final Clock clock;
  private final Set<String> withoutPlace = ConcurrentHashMap.newKeySet();
  private final AutoCloseable subscription;

  @Activate
  public OrderRaiser(
      PlatesConfig config,
      @Reference OrderBook book,
      @Reference HotListIndex index,
      @Reference AlertBus bus) {
    this(Duration.ofMinutes(config.late_minutes()), book, index, bus, Clock.systemUTC());
  }

  OrderRaiser(Duration late, OrderBook book, HotListIndex index, AlertBus bus, Clock clock) {
    this.maker = new OrderAlert(late);
    this.book = book;
    this.index = index;
    this.bus = bus;
    this.clock = clock;
    Filter filter = Filter.of(EntryType.SIGNAL, Kind.PLATE_READ.name());
    this.subscription = bus.subscribe(Subscription.durable(NAME, filter), this::handle);
  }

  /** Returns when all alerts are on disk: only then the cursor may move. */
  private void handle(List<BusEntry> entries) throws Exception {
    book.awaitLoaded();
    if (book.needsLists()) {
      index.awaitLoaded();
    }
    Outgoing outgoing = new Outgoing(bus);
    for (BusEntry entry : entries) {
      if (entry instanceof SignalEntry signal
          && signal.signal().detail() instanceof PlateRead read) {
        alerts(signal, read).forEach(outgoing::publish);
      }
    }
    outgoing.awaitOnDisk();
  }

  private List<Alert> alerts(SignalEntry entry, PlateRead read) {
    Optional<String> plate = PlateText.exact(read.plate());
    if (plate.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<HotMatch> matches =
        book.needsLists()
            ? index.match(plate.get(), Issuer.of(read.region()), now)
            : List.<HotMatch>of();
    List<StoredOrder> about = book.about(plate.get(), matches, entry.signal().occurredAt());
    if (about.isEmpty()) {
      return List.of();
    }
    Optional<GeoPoint> place = entry.signal().location();
    if (place.isEmpty()) {
      nowhere(entry.sourceId());
      return List.of();
    }
    return about.stream()
        .filter(order -> order.draft().place().near(place.get()))
        .map(order -> maker.alert(entry, read, plate.get(), order.order(), now))
        .toList();
  }

  /** Once a source. Without the plate: a log is no place for it. */
  private void nowhere(String sourceId) {
    if (withoutPlace.size() < MAX_NAMED && withoutPlace.add(sourceId)) {
      LOG.warn(
          "Source {} reads plates of protection orders and says not where: no alert comes of them."
              + " Set its latitude and longitude.",
          sourceId);
    }
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    subscription.close();
  }
}
