package org.watchfloor.rtcc.plates.internal.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.rtcc.plates.internal.match.PlateCode;

/**
 * Plates in memory, each once, with the hour of when it was last read: 16 to 32 bytes each in a
 * table of open addresses. Not thread-safe.
 */
final class PlateSet {
  /** What no plate was ever read in. */
  static final int NEVER = Integer.MIN_VALUE;

  private static final int LEAST = 1 << 10;

  /** No plate has a length of 0, nor one of 15. */
  private static final long FREE = 0;

  private static final long REMOVED = PlateCode.NONE;

  private long[] codes = new long[LEAST];
  private int[] hours = new int[LEAST];
  private int used;

  /** With more than ten characters, other letters, or one that could not be read. */
  private final Map<String, Integer> others = new HashMap<>();

  /** Puts a plate in, or moves its hour ahead. */
  void put(String plate, int hour) {
    long code = PlateCode.of(plate);
    if (code == PlateCode.NONE) {
      others.merge(plate, hour, Math::max);
    } else {
      put(code, hour);
    }
  }

  private void put(long code, int hour) {
    int slot = slot(code);
    if (codes[slot] == code) {
      hours[slot] = Math.max(hours[slot], hour);
      return;
    }
    codes[slot] = code;
    hours[slot] = hour;
    used++;
    if (used > codes.length / 4 * 3) {
      grow();
    }
  }

  /** Where a plate is, or the free slot where it would be. */
  private int slot(long code) {
    int mask = codes.length - 1;
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4)
    int slot = (int) (code * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (codes[slot] != FREE && codes[slot] != code) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldCodes = codes;
    int[] oldHours = hours;
    long live = Arrays.stream(oldCodes).filter(code -> code != FREE && code != REMOVED).count();
    int size = live > oldCodes.length / 2 ? oldCodes.length * 2 : oldCodes.length;
    codes = new long[size];
    hours = new int[size];
    used = 0;
    for (int i = 0; i < oldCodes.length; i++) {
      if (oldCodes[i] != FREE && oldCodes[i] != REMOVED) {
        put(oldCodes[i], oldHours[i]);
      }
    }
  }

  void remove(String plate) {
    long code = PlateCode.of(plate);
    if (code == PlateCode.NONE) {
      others.remove(plate);
      return;
    }
    int slot = slot(code);
    if (codes[slot] == code) {
      codes[slot] = REMOVED;
    }
  }

  /** The hour that a plate was last read in; {@link #NEVER} for one that is not in it. */
  int hour(String plate) {
    long code = PlateCode.of(plate);
    if (code == PlateCode.NONE) {
      return others.getOrDefault(plate, NEVER);
    }
    int slot = slot(code);
    return codes[slot] == code ? hours[slot] : NEVER;
  }

  /** Those that fit; empty where they are more than {@code most}. */
  Optional<List<String>> find(PlatePattern pattern, int most) {
    List<String> found = new ArrayList<>();
    for (long code : codes) {
      if (code != FREE && code != REMOVED && pattern.matches(code)) {
        found.add(PlateCode.text(code));
        if (found.size() > most) {
          return Optional.empty();
        }
      }
    }
    others.keySet().stream().filter(pattern::matches).forEach(found::add);
    return found.size() > most ? Optional.empty() : Optional.of(found);
  }
}
