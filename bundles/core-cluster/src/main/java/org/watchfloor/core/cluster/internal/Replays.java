package org.watchfloor.core.cluster.internal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests came already: a window over the numbers of each sender's incarnation, as in RFC
 * 4303, 3.4.3. An incarnation that was followed by another one is over for good. Thread-safe. Asked
 * only after the seal held, so that no stranger moves it.
 */
final class Replays {
  /** Numbers that may overtake each other. */
  private static final int WINDOW = 4_096;

  private final Map<String, Window> windows = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  private static final class Window {
    final String incarnation;
    long highest;
    final BitSet seen = new BitSet(WINDOW);

    Window(String incarnation) {
      this.incarnation = incarnation;
    }
  }

  /** Whether it is the first time; if so, it is not again. */
  synchronized boolean first(Seal.Head head) {
    String incarnation = HexFormat.of().formatHex(head.incarnation());
    if (over.contains(head.from() + ' ' + incarnation)) {
      return false;
    }
    @Nullable Window window = windows.get(head.from());
    if (window == null || !window.incarnation.equals(incarnation)) {
      if (window != null) {
        over.add(head.from() + ' ' + window.incarnation);
      }
      window = new Window(incarnation);
      windows.put(head.from(), window);
    }
    return mark(window, head.number());
  }

  private static boolean mark(Window window, long number) {
    if (number <= window.highest - WINDOW) {
      return false;
    }
    if (number > window.highest) {
      if (number - window.highest >= WINDOW) {
        window.seen.clear();
      } else {
        for (long n = window.highest + 1; n <= number; n++) {
          window.seen.clear((int) (n % WINDOW));
        }
      }
      window.highest = number;
    }
    int slot = (int) (number % WINDOW);
    if (window.seen.get(slot)) {
      return false;
    }
    window.seen.set(slot);
    return true;
  }
}
