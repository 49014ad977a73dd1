package org.watchfloor.console.rest.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.json.Json;

/** A refusal as RFC 9457 wants it said. What it says is shown to whoever asked: no secrets. */
public final class Problem extends Exception {
  private static final long serialVersionUID = 1;
  private static final int MAX_REASON = 500;

  /** A field that does not hold, by its path in the body or the name of the parameter. */
  public record FieldError(String field, String reason) {}

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final int status;
  private final String detail;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private final transient Map<String, JsonNode> members = new LinkedHashMap<>();

  private Problem(int status, String detail, List<FieldError> errors) {
    // refusing is the daily business of a server: the stack would cost more than the answer
    super(status + " " + detail, null, false, false);
    this.status = status;
    this.detail = detail;
    this.errors = List.copyOf(errors);
  }

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of());
  }

  /** 400 that names one field. */
  public static Problem field(String field, String reason) {
    return fields(List.of(new FieldError(field, reason)));
  }

  /** 400 that names fields. */
  public static Problem fields(List<FieldError> errors) {
    return fields(400, errors);
  }

  /** 422 that names fields, for values that are well-formed and still cannot be taken. */
  public static Problem unprocessable(List<FieldError> errors) {
    return fields(422, errors);
  }

  private static Problem fields(int status, List<FieldError> errors) {
    FieldError first = errors.get(0);
    String what = first.field().isEmpty() ? "The document" : first.field();
    return new Problem(status, what + ": " + cut(first.reason()), errors);
  }

  /** 503 that names the part of the center that is away. */
  public static Problem away(String part) {
    return of(503, part + " is not running now; try again in a few seconds.")
        .header("Retry-After", "2");
  }

  public static Problem tooLarge(long maxBytes) {
    return of(413, "The body is larger than " + maxBytes + " bytes.");
  }

  public static Problem notFound(String what, String id) {
    return of(404, "There is no " + what + " " + cut(id) + ".");
  }

  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Adds a member beside the ones of RFC 9457. */
  public Problem member(String name, JsonNode value) {
    members.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  /** What is said to whoever asked. */
  public String detail() {
    return detail;
  }

  /**
   * @param instance path of the request
   */
  public Answer.Ready answer(String instance) {
    ObjectNode node = Json.object();
    node.put("type", "about:blank");
    node.put("title", TITLES.getOrDefault(status, "Error"));
    node.put("status", status);
    node.put("detail", detail);
    node.put("instance", cut(instance));
    if (!errors.isEmpty()) {
      ArrayNode array = node.putArray("errors");
      for (FieldError error : errors) {
        array.addObject().put("field", error.field()).put("reason", cut(error.reason()));
      }
    }
    members.forEach(node::set);
    return new Answer.Ready(status, "application/problem+json", Json.bytes(node), headers);
  }

  private static String cut(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
  }
}
