package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.plates.internal.config.PlatesConfig;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;
import org.watchfloor.rtcc.plates.internal.match.ReaderModels;

/**
 * Raises an alert for each read that a hot list names, or may name. Has the lists in memory and no
 * reference to the store, so that hits are raised while the store is down. A read delivered again
 * raises the alert of the same id, which the bus knows for a duplicate.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = PlatesConfig.PID)
@Designate(ocd = PlatesConfig.class)
public final class HitRaiser implements AutoCloseable {
  /** Also the name of the cursor: must never change. */
  private static final String NAME = "rtcc-plates-hits";

  /** Of twenty such alerts nineteen are false: nobody looks at the twentieth. */
  private static final double LEAST = 0.05;

  private final HotListIndex index;
  private final HitAlert maker;
  private final AlertBus bus;
  private final double possibleFrom;
  private final Clock clock;
  private final AutoCloseable subscription;

  @Activate
  public HitRaiser(PlatesConfig config, @Reference HotListIndex index, @Reference AlertBus bus) {
    this(
        new HitAlert(
            new Urgency(config.critical_words()), Duration.ofMinutes(config.late_minutes())),
        index,
        bus,
        config.possible_from(),
        Clock.systemUTC());
  }

  /**
   * @param possibleFrom probability from which a hit is possible, for lists that do not say
   * @throws IllegalArgumentException if it is not within 0.05 and 1
   */
  public HitRaiser(
      HitAlert maker, HotListIndex index, AlertBus bus, double possibleFrom, Clock clock) {
    if (!(possibleFrom >= LEAST && possibleFrom <= 1)) {
      throw new IllegalArgumentException(
          "possible.from: " + possibleFrom + " is not within " + LEAST + " to 1");
    }
    this.possibleFrom = possibleFrom;
    this.maker = maker;
    this.index = index;
    this.bus = bus;
    this.clock = clock;
    Filter filter = Filter.of(EntryType.SIGNAL, Kind.PLATE_READ.name());
    this.subscription = bus.subscribe(Subscription.durable(NAME, filter), this::handle);
  }

  /** Returns when the alerts of all hits are on disk: only then the cursor may move. */
  private void handle(List<BusEntry> entries) throws Exception {
    index.awaitLoaded();
    Outgoing alerts = new Outgoing(bus);
    for (BusEntry entry : entries) {
      if (entry instanceof SignalEntry signal
          && signal.signal().detail() instanceof PlateRead read) {
        hit(signal, read).ifPresent(alerts::publish);
      }
    }
    alerts.awaitOnDisk();
  }

  private Optional<Alert> hit(SignalEntry entry, PlateRead read) {
    Instant now = clock.instant();
    String reader = ReaderModels.id(entry.sourceId(), entry.signal().device());
    List<HotMatch> matches = index.match(reader, read, now, possibleFrom);
    return matches.isEmpty()
        ? Optional.empty()
        : Optional.of(maker.alert(entry, read, matches, now));
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    subscription.close();
  }
}
