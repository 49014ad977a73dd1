package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The plates of several segments, with the rows of each; those without any are left out. */
final class MergedPlates {
  private final List<Segment> from;

  /** Where each old row is now. */
  private final int[][] rows;

  private final SegmentWriter out;
  private final int[][] ordinals;
  private int[] gathered = new int[16];
  private int keyCount;
  private int start;

  MergedPlates(List<Segment> from, int[][] rows, SegmentWriter out) {
    this.from = from;
    this.rows = rows;
    this.out = out;
    this.ordinals = Merger.places(from, Counts::keys);
  }

  /** Writes them in both orders; how many they are. */
  int keys() throws IOException {
    out.begin(Section.KEYS);
    visit(
        same -> {
          if (live(same, false)) {
            out.put(from.get(same.segment(0)).key(same.item(0)));
            Merger.move(same, ordinals, keyCount++);
          }
        });
    out.begin(Section.MIRRORED);
    mirrored(same -> out.put(from.get(same.segment(0)).mirrored(same.item(0))));
    out.begin(Section.MIRRORED_ORDINALS);
    int bytes = Width.of(keyCount);
    mirrored(same -> out.put(ordinal(same), bytes));
    return keyCount;
  }

  /** Where each old plate is now; after they were written. */
  int[][] ordinals() {
    return ordinals;
  }

  private void visit(Union.Visit visit) throws IOException {
    Union.visit(
        from, Counts::keys, (a, i, b, j) -> Long.compareUnsigned(a.key(i), b.key(j)), visit);
  }

  private void mirrored(Union.Visit visit) throws IOException {
    Union.visit(
        from,
        Counts::keys,
        (a, i, b, j) -> Long.compareUnsigned(a.mirrored(i), b.mirrored(j)),
        same -> {
          if (ordinal(same) != Merger.GONE) {
            visit.items(same);
          }
        });
  }

  private int ordinal(Union same) {
    return ordinals[same.segment(0)][from.get(same.segment(0)).mirroredOrdinal(same.item(0))];
  }

  /**
   * Writes the rows of the plates, and of the texts after them.
   *
   * @param kept how many rows there are
   */
  void postings(int kept) throws IOException {
    int bytes = Width.of(kept);
    out.begin(Section.STARTS);
    start = 0;
    each(
        count -> {
          out.put(start, bytes);
          start += count;
        });
    out.put(start, bytes);
    out.begin(Section.POSTINGS);
    each(
        count -> {
          for (int i = 0; i < count; i++) {
            out.put(gathered[i], bytes);
          }
        });
  }

  /** What is done with the rows that were gathered. */
  private interface Rows {
    void take(int count) throws IOException;
  }

  private void each(Rows to) throws IOException {
    visit(same -> take(gather(same, false), to));
    Union.visit(
        from,
        Counts::texts,
        (a, i, b, j) -> Arrays.compareUnsigned(a.text(i), b.text(j)),
        same -> take(gather(same, true), to));
  }

  private static void take(int count, Rows to) throws IOException {
    if (count > 0) {
      to.take(count);
    }
  }

  private int gather(Union same, boolean text) {
    int count = 0;
    for (int i = 0; i < same.count(); i++) {
      Segment segment = from.get(same.segment(i));
      int ordinal = same.item(i) + (text ? segment.counts().keys() : 0);
      int end = segment.start(ordinal + 1);
      for (int at = segment.start(ordinal); at < end; at++) {
        int row = rows[same.segment(i)][segment.posting(at)];
        if (row != Merger.GONE) {
          if (count == gathered.length) {
            gathered = Arrays.copyOf(gathered, 2 * count);
          }
          gathered[count++] = row;
        }
      }
    }
    Arrays.sort(gathered, 0, count);
    return count;
  }

  /** Whether any read of a plate, or of a text, is left. */
  boolean live(Union same, boolean text) {
    for (int i = 0; i < same.count(); i++) {
      Segment segment = from.get(same.segment(i));
      int ordinal = same.item(i) + (text ? segment.counts().keys() : 0);
      int end = segment.start(ordinal + 1);
      for (int at = segment.start(ordinal); at < end; at++) {
        if (rows[same.segment(i)][segment.posting(at)] != Merger.GONE) {
          return true;
        }
      }
    }
    return false;
  }
}
