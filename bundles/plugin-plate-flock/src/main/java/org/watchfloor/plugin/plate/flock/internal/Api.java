package org.watchfloor.plugin.plate.flock.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * The API of Flock Safety, version 3 (vendor's OpenAPI "Flock Safety API Platform"), as one client:
 * gets an access token, and another one before it expires or when it is refused. Thread-safe.
 */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** A page of 3,000 entries of a hot list with their notes. */
  private static final int MAX_BYTES = 16 << 20;

  /** A token is renewed when so much of its life is left, a 24th of the vendor's 24 hours. */
  private static final Duration EARLY = Duration.ofHours(1);

  private static final int MAX_WORDS = 200;

  private final Settings settings;
  private final Http http;
  private final Clock clock;
  private @Nullable Token token;

  private record Token(String value, Instant renewAt) {}

  Api(Settings settings, Http http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /**
   * What is there.
   *
   * @param path below {@code /api/v3}, with its query
   * @return the objects of the answer; none where it has no body
   */
  List<JsonObject> get(String path) throws Refusal {
    return call("GET", path, new byte[0]);
  }

  List<JsonObject> post(String path, Map<String, ?> body) throws Refusal {
    return call("POST", path, json(body));
  }

  List<JsonObject> put(String path, Map<String, ?> body) throws Refusal {
    return call("PUT", path, json(body));
  }

  void delete(String path) throws Refusal {
    call("DELETE", path, new byte[0]);
  }

  private List<JsonObject> call(String method, String path, byte[] body) throws Refusal {
    String bearer = token();
    Http.Answer answer = send(method, path, bearer, body);
    if (answer.status() == 401) {
      forget(bearer);
      answer = send(method, path, token(), body);
    }
    String what = method + " " + path.replaceAll("\\?.*", "");
    if (!answer.isGood()) {
      throw refusal(what, answer);
    }
    return objects(what, answer.body());
  }

  private Http.Answer send(String method, String path, String bearer, byte[] body) throws Refusal {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + bearer);
    headers.put("Accept", "application/json");
    if (body.length > 0) {
      headers.put("Content-Type", "application/json");
    }
    return send(method, "/api/v3" + path, headers, body);
  }

  private Http.Answer send(String method, String path, Map<String, String> headers, byte[] body)
      throws Refusal {
    URI address = URI.create(settings.api() + path);
    try {
      return http.send(new Http.Request(method, address, headers, body, MAX_BYTES, PATIENCE));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new Refusal(Refusal.NONE, -1, settings.api() + " does not answer: " + why);
    }
  }

  private synchronized String token() throws Refusal {
    Token now = token;
    if (now == null || !clock.instant().isBefore(now.renewAt())) {
      now = newToken();
      token = now;
    }
    return now.value();
  }

  private synchronized void forget(String refused) {
    if (token != null && token.value().equals(refused)) {
      token = null;
    }
  }

  private Token newToken() throws Refusal {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.clientId());
    form.put("client_secret", settings.clientSecret());
    form.put("audience", settings.tokenAudience());
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Http.Answer answer =
        send(
            "POST",
            "/oauth/token",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            body.getBytes(StandardCharsets.US_ASCII));
    if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
      throw new Refusal(
          403,
          -1,
          "no access token: "
              + answer.status()
              + words(answer)
              + "; check client.id, .client.secret and token.audience");
    }
    if (!answer.isGood()) {
      throw refusal("POST /oauth/token", answer);
    }
    return read(answer);
  }

  private Token read(Http.Answer answer) throws Refusal {
    List<JsonObject> objects = objects("POST /oauth/token", answer.body());
    try {
      if (objects.size() != 1) {
        throw new MalformedMessage("body", "is no object");
      }
      String value = objects.get(0).text("access_token");
      if (!value.matches("[!-~]{1,16000}")) {
        throw new MalformedMessage("access_token", "is no token (RFC 6750, section 2.1)");
      }
      long seconds = objects.get(0).optionalWhole("expires_in", 1, 31_536_000).orElse(3_600L);
      Duration life = Duration.ofSeconds(seconds);
      Duration early = life.compareTo(EARLY.multipliedBy(2)) > 0 ? EARLY : life.dividedBy(2);
      return new Token(value, clock.instant().plus(life).minus(early));
    } catch (MalformedMessage e) {
      throw new Refusal(Refusal.NONE, -1, "the answer to POST /oauth/token: " + e.getMessage());
    }
  }

  private static List<JsonObject> objects(String what, byte[] body) throws Refusal {
    if (body.length == 0) {
      return List.of();
    }
    try {
      return JsonObject.parse(new Message(body, "application/json", Map.of(), Instant.EPOCH));
    } catch (MalformedMessage e) {
      throw new Refusal(Refusal.NONE, -1, "the answer to " + what + ": " + e.getMessage());
    }
  }

  private Refusal refusal(String what, Http.Answer answer) {
    return new Refusal(
        answer.status(),
        answer.status() == 429 || answer.status() == 503 ? seconds(answer.retryAfter()) : -1,
        what + " was answered " + answer.status() + words(answer));
  }

  /** Delay-seconds (RFC 9110, section 10.2.3), an hour at most; dates are not sent with 429. */
  private static long seconds(String retryAfter) {
    return retryAfter.matches("[0-9]{1,9}") ? Math.min(3_600, Long.parseLong(retryAfter)) : -1;
  }

  /** {@code {message, field}} or {@code {error}} of the OpenAPI, shortened, without our secrets. */
  private String words(Http.Answer answer) {
    try {
      for (JsonObject error : objects("", answer.body())) {
        String field = error.optionalText("field").map(f -> f + ": ").orElse("");
        String text = error.optionalText("message").or(() -> said(error)).orElse("");
        String all =
            (field + text)
                .replace(settings.clientSecret(), "…")
                .replace(settings.secret(), "…")
                .replaceAll("\\s+", " ")
                .strip();
        if (!all.isEmpty()) {
          return ": " + (all.length() > MAX_WORDS ? all.substring(0, MAX_WORDS) : all);
        }
      }
    } catch (Refusal | MalformedMessage e) {
      // an answer of a gateway before the API: its status says enough
    }
    return "";
  }

  private static Optional<String> said(JsonObject error) {
    try {
      return error.optionalText("error");
    } catch (MalformedMessage e) {
      return Optional.empty();
    }
  }

  private static byte[] json(Map<String, ?> body) {
    try {
      return JSON.std.asBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("texts, numbers, lists and maps are JSON", e);
    }
  }
}
