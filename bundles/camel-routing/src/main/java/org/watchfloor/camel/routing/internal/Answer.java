package org.watchfloor.camel.routing.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.source.Decoded;

/**
 * What a vendor is answered.
 *
 * @param status HTTP status code
 * @param contentType MIME type; empty where there is no body
 * @param body text, sent as UTF-8
 * @param retryAfterSeconds when to send again; 0 for no such header
 * @param reason why the message was not taken, for the log; empty where it was
 * @param rejected whether the message was decoded, and broke a rule of the bus
 */
record Answer(
    int status,
    String contentType,
    String body,
    int retryAfterSeconds,
    String reason,
    boolean rejected) {
  /** Seconds that a vendor waits when the center is overloaded: bursts are over by then. */
  private static final int OVERLOADED_RETRY_SECONDS = 1;

  /** Seconds that a vendor waits when a part is missing: a plugin update takes less. */
  private static final int UNAVAILABLE_RETRY_SECONDS = 5;

  /** A field of a message and what is wrong with it. */
  record Fault(String field, String reason) {}

  static Answer taken(Decoded.Reply reply) {
    return new Answer(
        200, reply.body().isEmpty() ? "" : reply.contentType(), reply.body(), 0, "", false);
  }

  static Answer malformed(String sourceId, List<Fault> faults) {
    ObjectNode problem = problem(400, sourceId, "the message breaks its format; see errors");
    for (Fault fault : faults) {
      problem
          .withArray("errors")
          .addObject()
          .put("field", fault.field())
          .put("reason", fault.reason());
    }
    return of(
        400,
        problem,
        0,
        faults.isEmpty() ? "" : faults.get(0).field() + " " + faults.get(0).reason());
  }

  /** For ever: the signals are well-formed, and the bus will never take them. */
  static Answer rejected(String sourceId, List<Fault> faults) {
    Answer answer = malformed(sourceId, faults);
    return new Answer(answer.status, answer.contentType, answer.body, 0, answer.reason, true);
  }

  static Answer wrongSecret(String sourceId) {
    return of(
        401, sourceId, "the secret is missing or wrong; it is the key .secret of the source", 0);
  }

  static Answer unknown() {
    return of(404, "", "no source of this name takes messages here", 0);
  }

  static Answer wrongMethod() {
    return of(405, "", "send messages with POST", 0);
  }

  static Answer tooLarge(String sourceId, int maxBytes) {
    return of(
        413,
        sourceId,
        "the body is larger than the " + maxBytes + " bytes that this source takes",
        0);
  }

  static Answer encoded(String sourceId) {
    return of(415, sourceId, "send the body without Content-Encoding", 0);
  }

  static Answer overloaded(String sourceId, String reason) {
    return of(429, sourceId, reason, OVERLOADED_RETRY_SECONDS);
  }

  static Answer unavailable(String sourceId, String reason) {
    return of(503, sourceId, reason, UNAVAILABLE_RETRY_SECONDS);
  }

  /** What came of a route. */
  static Answer of(String sourceId, Exchange exchange, Logger log) {
    Exception failure = exchange.getException();
    if (failure instanceof Refused refusal) {
      return refusal.answer();
    }
    if (failure == null && exchange.getMessage().getBody() instanceof Answer answer) {
      return answer;
    }
    log.error("{}: the route failed; the vendor is asked to send again", sourceId, failure);
    return unavailable(sourceId, "the message could not be taken now");
  }

  /** Whether the same message may be taken later. */
  boolean isForNow() {
    return retryAfterSeconds > 0;
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static Answer of(int status, String sourceId, String detail, int retryAfterSeconds) {
    return of(status, problem(status, sourceId, detail), retryAfterSeconds, detail);
  }

  private static Answer of(int status, ObjectNode problem, int retryAfterSeconds, String reason) {
    return new Answer(
        status, "application/problem+json", Json.text(problem), retryAfterSeconds, reason, false);
  }

  /** RFC 9457. The instance is the hook without its secret. */
  private static ObjectNode problem(int status, String sourceId, String detail) {
    ObjectNode problem = Json.object();
    problem.put("type", "about:blank");
    problem.put("title", title(status));
    problem.put("status", status);
    problem.put("detail", detail);
    if (!sourceId.isEmpty()) {
      problem.put("instance", "/hooks/" + sourceId);
    }
    return problem;
  }

  /** Names of the codes in RFC 9110, section 15, and RFC 6585, section 4. */
  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      default -> "Service Unavailable";
    };
  }
}
