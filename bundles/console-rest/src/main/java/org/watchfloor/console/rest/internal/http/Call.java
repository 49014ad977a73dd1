package org.watchfloor.console.rest.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** One request that has passed the gate, with its body read. Used by one thread at a time. */
public final class Call {
  /** What may refuse an argument. */
  @FunctionalInterface
  public interface Act<T, E extends Exception> {
    T run() throws E;
  }

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Map<String, String> parameters;
  private final Optional<Caller> caller;
  private final Query query;
  private final Body body;

  public Call(
      HttpServletRequest request,
      HttpServletResponse response,
      Map<String, String> parameters,
      Optional<Caller> caller,
      Body body)
      throws Problem {
    this.request = request;
    this.response = response;
    this.parameters = parameters;
    this.caller = caller;
    this.query = new Query(request.getQueryString());
    this.body = body;
  }

  public HttpServletRequest request() {
    return request;
  }

  public HttpServletResponse response() {
    return response;
  }

  /** Value of a parameter of the route's template. */
  public String path(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  public Query query() {
    return query;
  }

  /** Who calls; only for routes that need a sign-in. */
  public Caller caller() {
    return caller.orElseThrow(() -> new IllegalStateException("a public route has no caller"));
  }

  public Actor actor() {
    return caller().actor();
  }

  /** Where the call comes from, for the audit log. */
  public String origin() {
    return "https " + request.getRemoteAddr();
  }

  /** The body where it went to a file, for as long as the handler runs. */
  public Optional<Path> file() {
    return body.file();
  }

  public JsonNode json() throws JsonFault {
    return Json.parse(body.bytes());
  }

  /** The body as a JSON object. */
  public JsonFields object() throws JsonFault {
    return JsonFields.of(json(), "");
  }

  /** The body as UTF-8 text. */
  public String text() throws Problem {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw Problem.field("", "is not UTF-8");
    }
  }

  /**
   * Builds a value, or has a service act, whose refusal of an argument is the caller's fault.
   *
   * @throws Problem 400 with field and reason, where the refusal begins with a field's name
   */
  public static <T, E extends Exception> T checked(Act<T, E> act) throws Problem, E {
    try {
      return act.run();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(": ");
      boolean named = colon > 0 && message.indexOf(' ') > colon;
      throw named
          ? Problem.field(message.substring(0, colon), message.substring(colon + 2))
          : Problem.field("", message);
    }
  }
}
