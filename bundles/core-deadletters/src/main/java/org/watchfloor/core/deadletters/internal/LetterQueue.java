package org.watchfloor.core.deadletters.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.deadletter.DeadLetter;

/**
 * Letters that wait to be written, within limits of count and bytes, of which one source may take
 * half. Thread-safe; nothing blocks.
 */
final class LetterQueue {
  static final int MAX_LETTERS = 2_000;
  static final long MAX_BYTES = 32L << 20;

  private final Deque<DeadLetter> waiting = new ArrayDeque<>();
  private final Map<String, Load> loads = new HashMap<>();
  private final Load all = new Load();

  private static final class Load {
    int letters;
    long bytes;

    boolean hasRoom(long weight, int share) {
      return letters < MAX_LETTERS / share && bytes + weight <= MAX_BYTES / share;
    }

    void add(int number, long weight) {
      letters += number;
      bytes += weight;
    }
  }

  /** False if there is no room for it. */
  synchronized boolean offer(DeadLetter letter) {
    long weight = Letters.weight(letter);
    Load own = loads.computeIfAbsent(letter.sourceId(), id -> new Load());
    if (!all.hasRoom(weight, 1) || !own.hasRoom(weight, 2)) {
      if (own.letters == 0) {
        loads.remove(letter.sourceId());
      }
      return false;
    }
    all.add(1, weight);
    own.add(1, weight);
    waiting.addLast(letter);
    return true;
  }

  /** The oldest letters, which stay until they are {@link #done}; empty if none wait. */
  synchronized List<DeadLetter> peek(int max, long maxBytes) {
    List<DeadLetter> batch = new ArrayList<>();
    long bytes = 0;
    for (DeadLetter letter : waiting) {
      bytes += Letters.weight(letter);
      if (batch.size() == max || (bytes > maxBytes && !batch.isEmpty())) {
        break;
      }
      batch.add(letter);
    }
    return batch;
  }

  /** Takes out so many of the oldest. */
  synchronized void done(int number) {
    for (int i = 0; i < number; i++) {
      DeadLetter letter = waiting.removeFirst();
      long weight = Letters.weight(letter);
      all.add(-1, -weight);
      Load own = loads.computeIfAbsent(letter.sourceId(), id -> new Load());
      own.add(-1, -weight);
      if (own.letters == 0) {
        loads.remove(letter.sourceId());
      }
    }
  }

  synchronized int size() {
    return waiting.size();
  }
}
