package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong passwords by name; a name is locked while 5 of the last 15 minutes are remembered, whether
 * there is such a user or not. In memory: whoever can restart the center can do more than guess.
 * Thread-safe.
 */
final class Lockout {
  static final int WRONG = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /**
   * More names than can be tried within the window, because each try costs some tenths of a second:
   * nobody can make the center forget a name by trying others.
   */
  private static final int MAX_NAMES = 20_000;

  private final Clock clock;

  private final Map<String, Tries> byName =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
          return size() > MAX_NAMES;
        }
      };

  private static final class Tries {
    private final Deque<Instant> wrong = new ArrayDeque<>();
    private boolean told;
  }

  Lockout(Clock clock) {
    this.clock = clock;
  }

  synchronized boolean locked(String name) {
    Tries tries = byName.get(name);
    if (tries == null) {
      return false;
    }
    Instant since = clock.instant().minus(WINDOW);
    while (!tries.wrong.isEmpty() && !tries.wrong.getFirst().isAfter(since)) {
      tries.wrong.removeFirst();
      tries.told = false;
    }
    if (tries.wrong.isEmpty()) {
      byName.remove(name);
    }
    return tries.wrong.size() >= WRONG;
  }

  /**
   * True once for each time that a name is locked: a refusal costs nothing, so that a record of
   * each would let anybody fill the disk.
   */
  synchronized boolean firstRefusal(String name) {
    Tries tries = byName.get(name);
    boolean first = tries != null && !tries.told;
    if (tries != null) {
      tries.told = true;
    }
    return first;
  }

  synchronized void wrong(String name) {
    byName.computeIfAbsent(name, n -> new Tries()).wrong.addLast(clock.instant());
  }

  synchronized void right(String name) {
    byName.remove(name);
  }
}
