package org.watchfloor.core.cluster.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Carries bytes to another node and its answer back. Thread-safe; knows nothing of what they say.
 */
interface Transport extends AutoCloseable {
  /** How urgent, so that long work never holds up what must come within milliseconds. */
  enum Lane {
    /** Beats, votes, copies. */
    LOG,
    /** Entries for the leader to append. */
    FORWARD,
    /** What other parts ask. */
    ASK
  }

  /** Takes a request and gives the answer; never throws. */
  @FunctionalInterface
  interface Handler {
    CompletableFuture<byte[]> handle(byte[] request);
  }

  /**
   * Sends a request. Completes with the answer, or exceptionally when there is none by the
   * deadline; whether it arrived is not known then.
   */
  CompletableFuture<byte[]> call(String node, Lane lane, byte[] request, Duration deadline);

  /** What hinders the way to a node, in words; empty for nothing known. */
  String trouble(String node);

  /** Members that are not configured, as host and port. */
  java.util.List<String> strangers();

  @Override
  void close();
}
