package org.watchfloor.core.api.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers questions of other nodes. Thread-safe: several may come at once. */
@ConsumerType
@FunctionalInterface
public interface Answerer {
  /**
   * Begins to answer; called on a thread of the cluster, returns soon. Where it throws, or the
   * stage completes exceptionally, who asked gets the message of the exception and nothing else of
   * it.
   *
   * @param question as it was asked; not changed by anybody
   * @param left until who asked gives up
   */
  CompletionStage<byte[]> answer(byte[] question, Duration left) throws Exception;
}
