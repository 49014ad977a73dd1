package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Which plates of several segments have which three characters. Not thread-safe. */
final class MergedGrams {
  private final List<Segment> from;

  /** Where each old plate is now. */
  private final int[][] ordinals;

  /** Of the number of a plate. */
  private final int bytes;

  private final SegmentWriter out;
  private int[] gathered = new int[16];
  private int count;
  private int start;

  /**
   * @param plates how many there are now
   */
  MergedGrams(List<Segment> from, int[][] ordinals, int plates, SegmentWriter out) {
    this.from = from;
    this.ordinals = ordinals;
    this.bytes = Width.of(plates);
    this.out = out;
  }

  /** How many there are. */
  int write() throws IOException {
    out.begin(Section.GRAMS);
    each(
        (gram, plates) -> {
          out.put(gram);
          count++;
        });
    out.begin(Section.GRAM_STARTS);
    each(
        (gram, plates) -> {
          out.put(start);
          start += plates;
        });
    out.put(start);
    out.begin(Section.GRAM_POSTINGS);
    each(
        (gram, plates) -> {
          for (int i = 0; i < plates; i++) {
            out.put(gathered[i], bytes);
          }
        });
    return count;
  }

  private interface Plates {
    void take(int gram, int plates) throws IOException;
  }

  private void each(Plates to) throws IOException {
    Union.visit(
        from,
        Counts::grams,
        (a, i, b, j) -> Integer.compare(a.gram(i), b.gram(j)),
        same -> {
          int plates = gather(same);
          if (plates > 0) {
            to.take(from.get(same.segment(0)).gram(same.item(0)), plates);
          }
        });
  }

  private int gather(Union same) {
    int all = 0;
    for (int i = 0; i < same.count(); i++) {
      Segment segment = from.get(same.segment(i));
      int end = segment.gramStart(same.item(i) + 1);
      for (int at = segment.gramStart(same.item(i)); at < end; at++) {
        int ordinal = ordinals[same.segment(i)][segment.gramPosting(at)];
        if (ordinal != Merger.GONE) {
          if (all == gathered.length) {
            gathered = Arrays.copyOf(gathered, 2 * all);
          }
          gathered[all++] = ordinal;
        }
      }
    }
    Arrays.sort(gathered, 0, all);
    return distinct(all);
  }

  private int distinct(int all) {
    int left = 0;
    for (int i = 0; i < all; i++) {
      if (i == 0 || gathered[i] != gathered[i - 1]) {
        gathered[left++] = gathered[i];
      }
    }
    return left;
  }
}
