package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Foretells false alerts: makes up vehicles as they come on these roads, has them read with the
 * mistakes of these readers, and counts what the matcher says. For one thread.
 */
final class Forecaster {
  /** A layout with fewer is mostly misreads of others. */
  private static final double PART = 0.003;

  private static final int ENOUGH = 400;
  private static final int MAX_DRAWS = 3_000_000;
  private static final long MAX_NANOS = 3_000_000_000L;

  /** Without a sample nothing can be said of what readers do. */
  private static final int LEAST_READS = 100;

  private final Road road;
  private final PlateMatcher matcher;
  private final List<byte[]> sample;
  private final Map<Integer, List<byte[]>> byLength = new HashMap<>();
  private final Rates rates;
  private final Traffic traffic;
  private final SplittableRandom random = new SplittableRandom(7);

  Forecaster(Road road, Traffic traffic, ReaderModels readers) {
    this.road = road;
    this.matcher = new PlateMatcher(road);
    this.traffic = traffic;
    this.sample = traffic.sample();
    this.rates = readers.rates("");
    for (byte[] bins : sample) {
      byLength.computeIfAbsent(bins.length, n -> new ArrayList<>()).add(bins);
    }
  }

  Expectation of(Prior prior, double possibleFrom, Instant now) {
    double perDay = traffic.perDay(now);
    double hours = traffic.observed(now);
    List<Layout> layouts = road.layouts(PART);
    if (sample.size() < LEAST_READS || layouts.isEmpty()) {
      return new Expectation(perDay, hours, 0, 0, perDay, 0);
    }
    Prior as = prior.as(possibleFrom, road);
    int hits = 0;
    long draws = 0;
    long until = System.nanoTime() + MAX_NANOS;
    while (hits < ENOUGH && draws < MAX_DRAWS && System.nanoTime() < until) {
      hits += isFalse(as, draw(layouts), now) ? 1 : 0;
      draws++;
    }
    double spread = 1.96 * Math.sqrt(hits + 1.0);
    return new Expectation(
        perDay,
        hours,
        perDay * hits / draws,
        perDay * Math.max(0, hits - spread) / draws,
        perDay * (hits + spread + 1) / draws,
        draws);
  }

  private int[] draw(List<Layout> layouts) {
    long all = 0;
    for (Layout layout : layouts) {
      all += layout.total();
    }
    long left = random.nextLong(all);
    for (Layout layout : layouts) {
      left -= layout.total();
      if (left < 0) {
        return layout.draw(random);
      }
    }
    return layouts.get(0).draw(random);
  }

  private boolean isFalse(Prior prior, int[] truth, Instant now) {
    byte[] bins = bins(truth.length);
    int[] read = new int[truth.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = random.nextDouble() < rates.wrong(bins[i]) ? taken(truth[i]) : truth[i];
    }
    Observation seen = Observation.of(read, bins, rates);
    List<HotMatch> matches =
        matcher.match(seen, road.drawState(random), rates, List.of(prior), now, 1);
    StringBuilder plate = new StringBuilder();
    for (int symbol : truth) {
      plate.append(PlateCode.character(symbol));
    }
    return matches.stream().anyMatch(m -> !m.entry().plate().contentEquals(plate));
  }

  private byte[] bins(int length) {
    List<byte[]> same = byLength.getOrDefault(length, List.of());
    if (!same.isEmpty()) {
      return same.get(random.nextInt(same.size()));
    }
    byte[] bins = new byte[length];
    byte[] other = sample.get(random.nextInt(sample.size()));
    for (int i = 0; i < length; i++) {
      bins[i] = other[i % other.length];
    }
    return bins;
  }

  private int taken(int truth) {
    double left = random.nextDouble();
    for (int read = 0; read < PlateCode.SYMBOLS; read++) {
      left -= rates.taken(truth, read);
      if (left < 0) {
        return read;
      }
    }
    return truth;
  }
}
