package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.watchfloor.rtcc.api.plates.HotListForecast;

/**
 * Foretells false alerts: makes up vehicles as they come on these roads, has them read with the
 * mistakes of these readers, and counts what the matcher says. For one thread.
 */
final class Forecaster {
  /** A layout with fewer does not show in a forecast. */
  private static final double PART = 0.003;

  private static final int ENOUGH = 400;
  private static final int MAX_DRAWS = 3_000_000;
  private static final long MAX_NANOS = 3_000_000_000L;

  /** Without a sample nothing can be said of what readers do. */
  private static final int LEAST_READS = 100;

  private final Road road;
  private final PlateMatcher matcher;
  private final List<byte[]> sample;
  private final Rates rates;
  private final Traffic traffic;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Misreader reader;

  Forecaster(Road road, Traffic traffic, ReaderModels readers) {
    this.road = road;
    this.matcher = new PlateMatcher(road);
    this.traffic = traffic;
    this.sample = traffic.sample();
    this.rates = readers.rates("");
    this.reader = new Misreader(sample, traffic.named(), rates, random);
  }

  HotListForecast of(Prior prior, double possibleFrom, Instant now) {
    double perDay = traffic.perDay(now);
    double hours = traffic.observed(now);
    List<Layout> layouts = road.layouts(PART);
    if (sample.size() < LEAST_READS || layouts.isEmpty()) {
      return new HotListForecast(perDay, hours, 0, 0, perDay, 0);
    }
    Fleet fleet = new Fleet(layouts, road.reads(), random);
    Prior as = prior.as(possibleFrom, road);
    int hits = 0;
    long draws = 0;
    long until = System.nanoTime() + MAX_NANOS;
    while (hits < ENOUGH && draws < MAX_DRAWS && System.nanoTime() < until) {
      hits += isFalse(as, fleet.draw(), now) ? 1 : 0;
      draws++;
    }
    double spread = 1.96 * Math.sqrt(hits + 1.0);
    return new HotListForecast(
        perDay,
        hours,
        perDay * hits / draws,
        perDay * Math.max(0, hits - spread) / draws,
        perDay * (hits + spread + 1) / draws,
        draws);
  }

  private boolean isFalse(Prior prior, int[] truth, Instant now) {
    Observation seen = reader.read(truth);
    List<HotMatch> matches =
        matcher.match(seen, road.drawState(random), rates, List.of(prior), now, 1);
    StringBuilder plate = new StringBuilder();
    for (int symbol : truth) {
      plate.append(PlateCode.character(symbol));
    }
    return matches.stream().anyMatch(m -> !m.entry().plate().contentEquals(plate));
  }
}
