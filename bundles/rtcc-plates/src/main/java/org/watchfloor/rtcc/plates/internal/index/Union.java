package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Goes through what several segments have in the same order, from the first to the last, and those
 * that are equal together. Not thread-safe.
 */
final class Union {
  /** Compares an item of a segment with one of another. */
  interface Order {
    int compare(Segment a, int itemOfA, Segment b, int itemOfB);
  }

  /** What is done with items that are equal. */
  interface Visit {
    void items(Union same) throws IOException;
  }

  private final List<Segment> segments;
  private final int[] heads;

  /** Those segments that have the item. */
  private final int[] members;

  private int count;

  private Union(List<Segment> segments) {
    this.segments = segments;
    this.heads = new int[segments.size()];
    this.members = new int[segments.size()];
  }

  /**
   * @param size how many items a segment has; in each they are in order, none twice
   */
  static void visit(List<Segment> segments, ToIntFunction<Counts> size, Order order, Visit visit)
      throws IOException {
    Union union = new Union(segments);
    int[] sizes = segments.stream().mapToInt(one -> size.applyAsInt(one.counts())).toArray();
    while (union.next(sizes, order)) {
      visit.items(union);
      for (int i = 0; i < union.count; i++) {
        union.heads[union.members[i]]++;
      }
    }
  }

  private boolean next(int[] sizes, Order order) {
    count = 0;
    for (int i = 0; i < heads.length; i++) {
      if (heads[i] < sizes[i]) {
        int difference = count == 0 ? -1 : compare(order, i, members[0]);
        if (difference < 0) {
          count = 0;
        }
        if (difference <= 0) {
          members[count++] = i;
        }
      }
    }
    return count > 0;
  }

  private int compare(Order order, int a, int b) {
    return order.compare(segments.get(a), heads[a], segments.get(b), heads[b]);
  }

  /** How many segments have it. */
  int count() {
    return count;
  }

  /** Which segment. */
  int segment(int which) {
    return members[which];
  }

  /** Which item of that segment. */
  int item(int which) {
    return heads[members[which]];
  }
}
