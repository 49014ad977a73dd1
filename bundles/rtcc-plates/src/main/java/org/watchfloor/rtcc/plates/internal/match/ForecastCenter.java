package org.watchfloor.rtcc.plates.internal.match;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.rtcc.api.plates.HotListForecast;
import org.watchfloor.rtcc.api.plates.HotListForecasts;

/** Forecasts from the lists in memory; needs no store. Thread-safe: one at a time. */
@Component(service = HotListForecasts.class)
public final class ForecastCenter implements HotListForecasts {
  private static final double LEAST = 0.05;

  private final HotListIndex index;
  private final Clock clock;

  @Activate
  public ForecastCenter(@Reference HotListIndex index) {
    this(index, Clock.systemUTC());
  }

  ForecastCenter(HotListIndex index, Clock clock) {
    this.index = index;
    this.clock = clock;
  }

  /** One at a time: each takes a processor for seconds, and the desk needs the others. */
  @Override
  public synchronized Optional<HotListForecast> forecast(String list, double possibleFrom) {
    if (!(possibleFrom >= LEAST && possibleFrom <= 1)) {
      throw new IllegalArgumentException("from: must be within " + LEAST + " to 1");
    }
    return index.forecast(list, possibleFrom, clock.instant());
  }
}
