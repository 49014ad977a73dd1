package org.watchfloor.rtcc.plates.internal.index;

import java.util.function.IntToLongFunction;

/**
 * Every so many keys of a segment, in the heap: where a key is, is known but for one short piece of
 * the file, and not looked for all over it. 8 bytes for 128 plates. Immutable, thread-safe.
 */
final class Fence {
  private static final int STEP = 128;

  private final int count;
  private final IntToLongFunction key;
  private final long[] posts;

  /**
   * @param key one of so many, as unsigned numbers in order
   */
  Fence(int count, IntToLongFunction key) {
    this.count = count;
    this.key = key;
    this.posts = new long[(count + STEP - 1) / STEP];
    for (int i = 0; i < posts.length; i++) {
      posts[i] = key.applyAsLong(i * STEP);
    }
  }

  /** The first key that is not less; {@code count} if there is none. */
  int first(long lowest) {
    int low = 0;
    int high = posts.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (Long.compareUnsigned(posts[middle], lowest) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    high = Math.min(count, low * STEP);
    low = Math.max(0, (low - 1) * STEP);
    while (low < high) {
      int middle = low + high >>> 1;
      if (Long.compareUnsigned(key.applyAsLong(middle), lowest) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
