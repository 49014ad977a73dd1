package org.watchfloor.console.rest.internal.http;

/** Answers the calls of one route. Thread-safe. */
@FunctionalInterface
public interface Handler {
  /**
   * Runs on a thread of the HTTP server and may block.
   *
   * @throws Exception that becomes a problem document: {@link Problem} as it is, faults of the body
   *     400, a part that is away 503, everything else 500
   */
  Answer handle(Call call) throws Exception;
}
