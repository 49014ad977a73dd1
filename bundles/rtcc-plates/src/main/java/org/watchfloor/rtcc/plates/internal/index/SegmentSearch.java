package org.watchfloor.rtcc.plates.internal.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * Looks for reads in one segment. Not thread-safe. An exact plate leads to its rows, of which those
 * of the time lie together. For a pattern the plates are compared, of which only those with the
 * same begin, the same end or the same three characters where these are known; a vague one is first
 * compared with some of the newest reads, of which many fit.
 */
final class SegmentSearch {
  /** With fewer characters known, one of some thousand reads fits. */
  private static final int VAGUE = 3;

  /** Reads that are looked at one by one, at some nanoseconds each. */
  private static final int WALK = 1 << 16;

  /** Rows that are looked at sooner than the plates: one of so many plates. */
  private static final int FEW = 32;

  /** More rows than that are put in order by a bit each. */
  private static final int MANY = 1 << 12;

  private final Segment segment;
  private final Sought sought;
  private final Narrowed narrowed;
  private final int limit;
  private final IntConsumer found;

  private int count;

  /** The rows of the time looked for. */
  private int first;

  private int end;

  private int[] rows = new int[64];
  private int rowCount;
  private BitSet texts = new BitSet();

  private SegmentSearch(Segment segment, Sought sought, int limit, IntConsumer found) {
    this.segment = segment;
    this.sought = sought;
    this.narrowed = Narrowed.of(segment, sought);
    this.limit = limit;
    this.found = found;
  }

  /**
   * Looks in one segment.
   *
   * @param found gets at most {@code limit} rows, newest first
   */
  static void search(Segment segment, Sought sought, Place after, int limit, IntConsumer found) {
    Counts counts = segment.counts();
    if (counts.minTime() >= sought.to() || counts.maxTime() < sought.from()) {
      return;
    }
    PlatePattern plate = sought.plate().orElse(null);
    if (plate == null || !plate.exact() || !plate.coded()) {
      new SegmentSearch(segment, sought, limit, found).search(after);
      return;
    }
    int ordinal = segment.firstKey(plate.key());
    if (ordinal < counts.keys() && segment.key(ordinal) == plate.key()) {
      new SegmentSearch(segment, sought, limit, found).rows(ordinal, after);
    }
  }

  /** Takes the rows of one plate. */
  private void rows(int ordinal, Place after) {
    if (narrowed.nothing()) {
      return;
    }
    int last = segment.start(ordinal + 1);
    int at = first(segment.start(ordinal), last, index -> behind(segment.posting(index), after));
    while (at < last && count < limit) {
      int row = segment.posting(at++);
      if (segment.time(row) < sought.from()) {
        return;
      }
      take(row);
    }
  }

  /** Whether a row is old enough. */
  private boolean behind(int row, Place after) {
    long time = segment.time(row);
    return time < sought.to() && after.before(time, segment.number(row));
  }

  private void search(Place after) {
    int all = segment.counts().rows();
    first = first(0, all, row -> behind(row, after));
    end = first(first, all, row -> segment.time(row) < sought.from());
    if (first >= end || narrowed.nothing()) {
      return;
    }
    if (sought.plate().isEmpty()) {
      for (int row = first; row < end && count < limit; row++) {
        take(row);
      }
      return;
    }
    PlatePattern plate = sought.plate().get();
    if (!plate.exact()) {
      int walk = plate.known() <= VAGUE ? WALK : segment.counts().keys() / FEW;
      if (end - first <= walk || plate.known() <= VAGUE) {
        walk(plate, Math.min(end, first + walk));
      }
    }
    if (first < end && count < limit) {
      lookUp(plate);
    }
  }

  /** The first of several that is so; all after it are. */
  private static int first(int from, int to, IntPredicate so) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + high >>> 1;
      if (so.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void take(int row) {
    if (count < limit && narrowed.passes(segment, row)) {
      found.accept(row);
      count++;
    }
  }

  private void walk(PlatePattern plate, int to) {
    matchTexts(plate);
    while (first < to && count < limit) {
      long key = segment.plate(first);
      if (PlateKey.isText(key) ? texts.get(PlateKey.textIndex(key)) : plate.matches(key)) {
        take(first);
      }
      first++;
    }
  }

  private void matchTexts(PlatePattern plate) {
    for (int i = 0; i < segment.counts().texts(); i++) {
      if (plate.matches(segment.textPlate(i))) {
        texts.set(i);
      }
    }
  }

  private void lookUp(PlatePattern plate) {
    if (plate.coded()) {
      plates(plate);
    }
    matchTexts(plate);
    int keys = segment.counts().keys();
    texts.stream().forEach(text -> postings(keys + text));
    if (rowCount <= MANY) {
      Arrays.sort(rows, 0, rowCount);
      for (int i = 0; i < rowCount && count < limit; i++) {
        take(rows[i]);
      }
      return;
    }
    BitSet ordered = new BitSet(segment.counts().rows());
    for (int i = 0; i < rowCount; i++) {
      ordered.set(rows[i]);
    }
    for (int row = ordered.nextSetBit(0);
        row >= 0 && count < limit;
        row = ordered.nextSetBit(row + 1)) {
      take(row);
    }
  }

  private void plates(PlatePattern plate) {
    PlatePattern mirrored = plate.mirrored();
    String begin = plate.begin();
    String last = mirrored.begin();
    List<Integer> grams = plate.grams();
    if (begin.length() < PlateKey.GRAM && last.length() < PlateKey.GRAM && !grams.isEmpty()) {
      byGram(plate, grams);
    } else if (begin.length() >= last.length()) {
      compare(plate, begin, segment::firstKey, segment::key, ordinal -> ordinal);
    } else {
      compare(mirrored, last, segment::firstMirrored, segment::mirrored, segment::mirroredOrdinal);
    }
  }

  /** Compares the plates that have the rarest of the three characters known. */
  private void byGram(PlatePattern plate, List<Integer> grams) {
    int from = 0;
    int to = Integer.MAX_VALUE;
    for (int gram : grams) {
      int index = Grams.index(segment, gram);
      if (index < 0) {
        return;
      }
      if (segment.gramStart(index + 1) - segment.gramStart(index) < to - from) {
        from = segment.gramStart(index);
        to = segment.gramStart(index + 1);
      }
    }
    for (int i = from; i < to; i++) {
      int ordinal = segment.gramPosting(i);
      if (plate.matches(segment.key(ordinal))) {
        postings(ordinal);
      }
    }
  }

  /** Where a key is in an order. */
  private interface First {
    int of(long key);
  }

  /**
   * @param ordinal the number of a plate, from its place in the order
   */
  private void compare(
      PlatePattern plate,
      String begin,
      First first,
      IntToLongFunction key,
      IntUnaryOperator ordinal) {
    long lowest = PlateKey.of(begin) & ~15L;
    long highest = lowest | (begin.length() == 0 ? -1L : -1L >>> PlateKey.BITS * begin.length());
    int index = first.of(lowest);
    int keys = segment.counts().keys();
    while (index < keys) {
      long one = key.applyAsLong(index);
      if (Long.compareUnsigned(one, highest) > 0) {
        return;
      }
      if (plate.matches(one)) {
        postings(ordinal.applyAsInt(index));
      }
      index++;
    }
  }

  /** Takes the rows of a plate that are of the time. */
  private void postings(int ordinal) {
    int last = segment.start(ordinal + 1);
    for (int i = segment.start(ordinal); i < last; i++) {
      int row = segment.posting(i);
      if (row >= end) {
        return;
      }
      if (row >= first) {
        if (rowCount == rows.length) {
          rows = Arrays.copyOf(rows, 2 * rowCount);
        }
        rows[rowCount++] = row;
      }
    }
  }
}
