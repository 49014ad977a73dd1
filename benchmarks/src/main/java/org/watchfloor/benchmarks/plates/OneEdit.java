package org.watchfloor.benchmarks.plates;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** What a plain edit distance of one gives: whether any plate of a list is that near to a read. */
final class OneEdit {
  private final long[] whole;
  private final long[] struck;
  private final long[] open;

  OneEdit(List<String> plates) {
    whole = plates.stream().mapToLong(OneEdit::hash).sorted().toArray();
    struck = plates.stream().flatMapToLong(p -> LongStream.of(without(p, ""))).sorted().toArray();
    open = plates.stream().flatMapToLong(p -> LongStream.of(without(p, "."))).sorted().toArray();
  }

  /** The text with each character in turn replaced. */
  private static long[] without(String text, String by) {
    long[] keys = new long[text.length()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = hash(text.substring(0, i) + by + text.substring(i + 1));
    }
    return keys;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash ^ hash >>> 29;
  }

  /** By no edit, or by one substitution, insertion or deletion. */
  boolean near(String read) {
    return any(open, without(read, "."))
        || any(whole, without(read, ""))
        || any(struck, hash(read))
        || any(whole, hash(read));
  }

  private static boolean any(long[] known, long... keys) {
    return LongStream.of(keys).anyMatch(key -> Arrays.binarySearch(known, key) >= 0);
  }
}
