package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many reads a day come, and how sure their readers are: a sample of confidences without their
 * plates. Thread-safe.
 */
final class Traffic {
  private static final int HOURS = 24;
  private static final long SECONDS_PER_HOUR = 3_600;
  private static final int SAMPLE = 4_096;

  private final long[] hours = new long[HOURS];
  private final long[] counts = new long[HOURS];

  /** Seconds of each hour in which nobody counted. */
  private final int[] away = new int[HOURS];

  private final byte[][] sample = new byte[SAMPLE][];
  private Named named = new Named();
  private final SplittableRandom random = new SplittableRandom(1);
  private long first = Long.MAX_VALUE;
  private long reads;

  /**
   * What is kept of it.
   *
   * @param at when that was, seconds since 1970
   * @param first when the first read came, seconds since 1970
   * @param hours those that have reads, the newest last
   * @param sample as {@link Traffic#sample}
   * @param named as {@link Traffic#named}
   */
  record Kept(long at, long first, List<Hour> hours, List<byte[]> sample, Named named) {}

  /**
   * One hour.
   *
   * @param hour since 1970
   * @param reads that came in it
   * @param away seconds of it in which nobody counted, 0 to 3,600
   */
  record Hour(long hour, long reads, int away) {}

  Traffic() {
    Arrays.fill(hours, -1);
  }

  synchronized void add(Observation read, Instant now) {
    counts[place(Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR))]++;
    first = Math.min(first, now.getEpochSecond());
    // The newest weigh as much as all before: roads and weather change.
    int at = reads < SAMPLE ? (int) reads : random.nextInt(2 * SAMPLE);
    if (at < SAMPLE && read.isWhole()) {
      sample[at] = read.sureness();
      named.add(read);
    }
    reads++;
  }

  private int place(long hour) {
    int place = (int) Math.floorMod(hour, (long) HOURS);
    if (hours[place] != hour) {
      hours[place] = hour;
      counts[place] = 0;
      away[place] = 0;
    }
    return place;
  }

  synchronized Kept kept(Instant now) {
    List<Hour> all = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      if (hours[i] >= 0) {
        all.add(new Hour(hours[i], counts[i], away[i]));
      }
    }
    all.sort(Comparator.comparingLong(Hour::hour));
    return new Kept(now.getEpochSecond(), first, all, sample(), named());
  }

  /** Puts what was kept in the place of everything; nobody has counted since then. */
  synchronized void replace(Kept kept, Instant now) {
    Arrays.fill(hours, -1);
    first = kept.first();
    for (Hour hour : kept.hours()) {
      int place = place(hour.hour());
      counts[place] = hour.reads();
      away[place] = hour.away();
    }
    long end = now.getEpochSecond();
    long from = Math.max(kept.at(), end - HOURS * SECONDS_PER_HOUR);
    while (from < end) {
      long hour = Math.floorDiv(from, SECONDS_PER_HOUR);
      long to = Math.min(end, (hour + 1) * SECONDS_PER_HOUR);
      away[place(hour)] += (int) (to - from);
      from = to;
    }
    named = kept.named().copy();
    Arrays.fill(sample, null);
    reads = Math.min(SAMPLE, kept.sample().size());
    for (int i = 0; i < reads; i++) {
      sample[i] = kept.sample().get(i);
    }
  }

  /** Of the last 24 hours; less than a day is taken for a part of one. */
  synchronized double perDay(Instant now) {
    long hour = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR);
    long sum = 0;
    for (int i = 0; i < HOURS; i++) {
      if (hours[i] > hour - HOURS && hours[i] <= hour) {
        sum += counts[i];
      }
    }
    return sum * HOURS / observed(now);
  }

  /** How many hours are known, 1 to 24. */
  synchronized double observed(Instant now) {
    double known = (now.getEpochSecond() - (double) first) / SECONDS_PER_HOUR;
    long hour = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR);
    double missed = 0;
    for (int i = 0; i < HOURS; i++) {
      if (hours[i] > hour - HOURS && hours[i] <= hour) {
        missed += (double) away[i] / SECONDS_PER_HOUR;
      }
    }
    return Math.max(1, Math.min(HOURS, known) - missed);
  }

  /** {@link Observation#sureness} of reads that came. */
  synchronized List<byte[]> sample() {
    List<byte[]> all = new ArrayList<>();
    for (byte[] bins : sample) {
      if (bins != null) {
        all.add(bins);
      }
    }
    return all;
  }

  /** What readers name beside characters that they are not sure of, as it is now. */
  synchronized Named named() {
    return named.copy();
  }
}
