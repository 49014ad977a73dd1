package org.watchfloor.console.rest.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request, typed; every failure names the parameter. Immutable. */
public final class Query {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @throws Problem 400 if it is not percent-encoded
   */
  public Query(@Nullable String query) throws Problem {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      try {
        values.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        throw Problem.of(400, "The query is not percent-encoded as RFC 3986 says.");
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Empty where it is absent or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /** The parts of a comma-separated list, in order. */
  public Set<String> words(String name) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : text(name).orElse("").split(",")) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  /** {@code limit}, 1 to a maximum. */
  public int limit(int whenAbsent, int max) throws Problem {
    return (int) number("limit", 1, max).orElse((long) whenAbsent).longValue();
  }

  public Optional<Long> number(String name, long min, long max) throws Problem {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // said below, together with a number out of range
    }
    String range = max == Long.MAX_VALUE ? "from " + min : "from " + min + " to " + max;
    throw Problem.field(name, "\"" + text.get() + "\" is not a whole number " + range);
  }

  public Optional<Double> decimal(String name) throws Problem {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(text.get());
      if (Double.isFinite(value)) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Problem.field(name, "\"" + text.get() + "\" is not a number");
  }

  public boolean flag(String name) throws Problem {
    String text = text(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Problem.field(name, "\"" + text + "\" is neither true nor false");
    }
    return text.equals("true");
  }

  /** One of some words, the first where it is absent. */
  public String oneOf(String name, String... words) throws Problem {
    String text = text(name).orElse(words[0]);
    if (!List.of(words).contains(text)) {
      throw Problem.field(name, "\"" + text + "\" is none of " + String.join(", ", words));
    }
    return text;
  }
}
