package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final byte[][] sample = new byte[SAMPLE][];
  private final SplittableRandom random = new SplittableRandom(1);
  private long first = Long.MAX_VALUE;
  private long reads;

  Traffic() {
    Arrays.fill(hours, -1);
  }

  synchronized void add(Observation read, Instant now) {
    long hour = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR);
    int place = (int) Math.floorMod(hour, (long) HOURS);
    if (hours[place] != hour) {
      hours[place] = hour;
      counts[place] = 0;
    }
    counts[place]++;
    first = Math.min(first, now.getEpochSecond());
    // The newest weigh as much as all before: roads and weather change.
    int at = reads < SAMPLE ? (int) reads : random.nextInt(2 * SAMPLE);
    if (at < SAMPLE && read.isWhole()) {
      sample[at] = read.sureness();
    }
    reads++;
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
    return Math.max(1, Math.min(HOURS, known));
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
}
