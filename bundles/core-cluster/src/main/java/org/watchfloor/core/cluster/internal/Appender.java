package org.watchfloor.core.cluster.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * Appends to the local journal while this node leads; answers once an entry is decided.
 * Thread-safe.
 */
final class Appender {
  private final LocalJournal local;
  private final Gate gate;
  private final Runnable written;
  private final Consumer<String> refused;
  private volatile Waiting waiting = new Waiting();

  /**
   * @param written called after an entry came to the local disk
   * @param refused called with the reason where the local disk takes none
   */
  Appender(LocalJournal local, Gate gate, Runnable written, Consumer<String> refused) {
    this.local = local;
    this.gate = gate;
    this.written = written;
    this.refused = refused;
  }

  /** From now on this node gives the positions; {@code decided} is what former leaders decided. */
  void open(long decided) {
    Waiting next = new Waiting();
    next.decided(decided);
    waiting = next;
    gate.open();
  }

  /** Whoever waits is told that the outcome is not known. */
  void close(String reason) {
    gate.close();
    waiting.fail(reason);
  }

  void decided(long position) {
    waiting.decided(position);
  }

  /** Empty where this node does not lead; nothing was done then. */
  Optional<CompletableFuture<Appended>> append(Draft draft) {
    if (!gate.enter()) {
      return Optional.empty();
    }
    Waiting of = waiting;
    CompletableFuture<Appended> answer = new CompletableFuture<>();
    local
        .append(draft)
        .whenComplete(
            (appended, e) -> {
              gate.leave();
              Appended outcome = e == null ? appended : unavailable(String.valueOf(e.getMessage()));
              of.add(outcome, answer);
              if (outcome.outcome() == Appended.Outcome.UNAVAILABLE) {
                refused.accept(outcome.reason());
              } else {
                written.run();
              }
            });
    return Optional.of(answer);
  }

  /** Appends and does not wait until it is decided. */
  CompletableFuture<Appended> written(Draft draft) {
    if (!gate.enter()) {
      return CompletableFuture.completedFuture(unavailable("this node does not lead"));
    }
    return local.append(draft).toCompletableFuture().whenComplete((done, e) -> gate.leave());
  }

  static Appended unavailable(String reason) {
    return new Appended(Appended.Outcome.UNAVAILABLE, 0, reason);
  }
}
