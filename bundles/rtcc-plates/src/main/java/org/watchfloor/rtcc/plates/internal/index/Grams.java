package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;

/** Which plates have which three characters that follow each other. */
final class Grams {
  private Grams() {}

  /**
   * Writes those of a page of plates; how many there are.
   *
   * @param keys in order
   */
  static int write(Collection<Long> keys, SegmentWriter out) throws IOException {
    long[] sorted = sorted(keys);
    out.begin(Section.GRAMS);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (begins(sorted, i)) {
        out.put((int) (sorted[i] >>> 32));
        count++;
      }
    }
    out.begin(Section.GRAM_STARTS);
    for (int i = 0; i < sorted.length; i++) {
      if (begins(sorted, i)) {
        out.put(i);
      }
    }
    out.put(sorted.length);
    out.begin(Section.GRAM_POSTINGS);
    int bytes = Width.of(keys.size());
    for (long one : sorted) {
      out.put((int) one, bytes);
    }
    return count;
  }

  /** The characters in the upper half, the number of the plate in the lower; each once. */
  private static long[] sorted(Collection<Long> keys) {
    long[] all = new long[keys.size() * PlateKey.MAX_LENGTH];
    int count = 0;
    int ordinal = 0;
    for (long key : keys) {
      for (int at = 0; at + PlateKey.GRAM <= PlateKey.length(key); at++) {
        all[count++] = (long) PlateKey.gram(key, at) << 32 | ordinal;
      }
      ordinal++;
    }
    return Arrays.stream(all, 0, count).sorted().distinct().toArray();
  }

  private static boolean begins(long[] sorted, int index) {
    return index == 0 || sorted[index] >>> 32 != sorted[index - 1] >>> 32;
  }

  /** Where they are in a segment; -1 if no plate has them. */
  static int index(Segment segment, int gram) {
    int low = 0;
    int high = segment.counts().grams() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int there = segment.gram(middle);
      if (there == gram) {
        return middle;
      }
      if (there < gram) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
