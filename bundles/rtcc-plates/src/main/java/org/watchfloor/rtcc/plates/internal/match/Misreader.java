package org.watchfloor.rtcc.plates.internal.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes up reads with the mistakes of readers and the confidences of reads that came. For one
 * thread.
 */
final class Misreader {
  /** Weight of the first that a reader names beside the next. */
  private static final double FIRST = 0.8;

  private final SplittableRandom random;
  private final Rates rates;
  private final List<byte[]> sample;
  private final Map<Integer, List<byte[]>> byLength = new HashMap<>();

  /**
   * @param sample of {@link Traffic#sample}, at least one
   */
  Misreader(List<byte[]> sample, Rates rates, SplittableRandom random) {
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
    return Observation.of(read, sureness, others, rates);
  }

  /** The text alone. */
  int[] text(int[] truth) {
    return text(truth, sureness(truth.length));
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
    double[] others = new double[PlateCode.SYMBOLS];
    boolean told = truth != read && random.nextDouble() < Observation.TOLD;
    others[told ? truth : taken(read)] += FIRST;
    others[taken(read)] += 1 - FIRST;
    others[read] = 0;
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
