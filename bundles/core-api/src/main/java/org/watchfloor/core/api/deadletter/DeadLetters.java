package org.watchfloor.core.api.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps messages that broke their format, within limits of count, bytes and age. Thread-safe. */
@ProviderType
public interface DeadLetters {
  /**
   * Takes a letter to be kept. Never blocks and never fails; one that cannot be kept is counted and
   * said in health.
   */
  void keep(DeadLetter letter);

  /**
   * Letters without their bodies, newest first. Blocks.
   *
   * @param sourceId of one source; empty for all
   * @param before numbers below this one; 0 to begin
   * @param limit 1 to 1,000
   */
  List<DeadLetter> list(String sourceId, long before, int limit);

  /** With its body. Blocks. */
  Optional<DeadLetter> get(long number);

  /** False if there is none. Blocks. */
  boolean remove(long number);

  /**
   * Decodes a letter again with the source's decoder as it is now, and notes what came of it. Never
   * blocks, never completes exceptionally; empty if there is none.
   *
   * @param by who asked
   */
  CompletionStage<Optional<DeadLetter.Replay>> replay(long number, String by);
}
