package org.watchfloor.core.cluster.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

/**
 * Answers that are held back until their entry is decided; a new one for each term. Thread-safe;
 * answers are given outside its lock.
 */
final class Waiting {
  private final NavigableMap<Long, List<Answer>> answers = new TreeMap<>();
  private long decided;
  private String over = "";

  private record Answer(Appended appended, CompletableFuture<Appended> future) {}

  /** Takes the local journal's answer; passes it on at once where there is nothing to wait for. */
  void add(Appended appended, CompletableFuture<Appended> future) {
    boolean onDisk =
        appended.outcome() == Outcome.WRITTEN || appended.outcome() == Outcome.DUPLICATE;
    Appended now = appended;
    synchronized (this) {
      if (onDisk && appended.position() > decided) {
        if (over.isEmpty()) {
          answers
              .computeIfAbsent(appended.position(), position -> new ArrayList<>(1))
              .add(new Answer(appended, future));
          return;
        }
        now = new Appended(Outcome.UNAVAILABLE, 0, over);
      }
    }
    future.complete(now);
  }

  /** All up to the position are decided. */
  void decided(long position) {
    List<Answer> ready = new ArrayList<>();
    synchronized (this) {
      decided = Math.max(decided, position);
      NavigableMap<Long, List<Answer>> done = answers.headMap(decided, true);
      done.values().forEach(ready::addAll);
      done.clear();
    }
    ready.forEach(answer -> answer.future().complete(answer.appended()));
  }

  /** Whoever waits, now or later, is told that the outcome is not known. */
  void fail(String reason) {
    List<Answer> failed = new ArrayList<>();
    synchronized (this) {
      over = reason;
      answers.values().forEach(failed::addAll);
      answers.clear();
    }
    Appended unknown = new Appended(Outcome.UNAVAILABLE, 0, reason);
    failed.forEach(answer -> answer.future().complete(unknown));
  }
}
