package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;

/** Remembers what it was given. */
final class FakeLetters implements DeadLetters {
  final List<DeadLetter> kept = new CopyOnWriteArrayList<>();

  @Override
  public void keep(DeadLetter letter) {
    kept.add(letter);
  }

  @Override
  public List<DeadLetter> list(String sourceId, long before, int limit) {
    return List.copyOf(kept);
  }

  @Override
  public Optional<DeadLetter> get(long number) {
    return Optional.empty();
  }

  @Override
  public boolean remove(long number) {
    return false;
  }

  @Override
  public CompletionStage<Optional<DeadLetter.Replay>> replay(long number, String by) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
