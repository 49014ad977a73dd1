package org.watchfloor.rtcc.plates.internal.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Makes up reads with the mistakes of readers and the confidences of reads that came. For one
 * thread.
 */
final class Misreader {
  /** Shorter ones are not made. */
  private static final int LEAST = 4;

  private final SplittableRandom random;
  private final Rates rates;
  private final List<byte[]> sample;
  private final Named named;
  private final Map<Integer, List<byte[]>> byLength = new HashMap<>();

  /**
   * @param sample of {@link Traffic#sample}, at least one
   */
  Misreader(List<byte[]> sample, Named named, Rates rates, SplittableRandom random) {
    this.named = named;
    this.sample = sample;
    this.rates = rates;
    this.random = random;
    for (byte[] sureness : sample) {
      byLength.computeIfAbsent(sureness.length, n -> new ArrayList<>()).add(sureness);
    }
  }

  /** What a reader says of a plate. */
  Observation read(int[] truth) {
    byte[] sureness = sureness(truth.length);
    int[] read = text(truth, sureness);
    double[][] others = new double[truth.length][];
    for (int i = 0; i < read.length; i++) {
      if (sureness[i] < 0) {
        others[i] = others(truth[i], read[i]);
      }
    }
    if (random.nextDouble() < rates.missing() && truth.length > LEAST) {
      int lost = random.nextInt(truth.length);
      return picked(read, sureness, others, i -> i < lost ? i : i + 1, truth.length - 1);
    }
    if (random.nextDouble() < rates.extra() && truth.length < PlateCode.MAX_LENGTH) {
      int twice = random.nextInt(truth.length);
      return picked(read, sureness, others, i -> i <= twice ? i : i - 1, truth.length + 1);
    }
    return Observation.of(read, sureness, others, rates);
  }

  private Observation picked(
      int[] read, byte[] sureness, double[][] others, IntUnaryOperator from, int length) {
    int[] symbols = new int[length];
    byte[] bins = new byte[length];
    double[][] names = new double[length][];
    for (int i = 0; i < length; i++) {
      symbols[i] = read[from.applyAsInt(i)];
      bins[i] = sureness[from.applyAsInt(i)];
      names[i] = others[from.applyAsInt(i)];
    }
    return Observation.of(symbols, bins, names, rates);
  }

  private int[] text(int[] truth, byte[] sureness) {
    int[] read = new int[truth.length];
    for (int i = 0; i < read.length; i++) {
      boolean wrong = random.nextDouble() < rates.wrong(Observation.bin(sureness[i]));
      read[i] = wrong ? taken(truth[i]) : truth[i];
    }
    return read;
  }

  private byte[] sureness(int length) {
    List<byte[]> same = byLength.getOrDefault(length, List.of());
    if (!same.isEmpty()) {
      return same.get(random.nextInt(same.size()));
    }
    byte[] made = new byte[length];
    byte[] other = sample.get(random.nextInt(sample.size()));
    for (int i = 0; i < length; i++) {
      made[i] = other[i % other.length];
    }
    return made;
  }

  /** A reader that names others names the truth for most of its mistakes, and look-alikes. */
  private double[] others(int truth, int read) {
    boolean told = truth != read && random.nextDouble() < Observation.TOLD;
    int one = named.draw(read, rates, random);
    int two = told ? truth : named.draw(read, rates, random);
    boolean first = random.nextDouble() < named.first();
    double[] others = new double[PlateCode.SYMBOLS];
    others[two] += first ? named.first() : 1 - named.first();
    others[one] += first ? 1 - named.first() : named.first();
    return others;
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
