package org.watchfloor.rtcc.rules.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/** Reads the properties of a rule. Used by one thread. */
final class RuleParser {
  private static final List<String> KEYS =
      List.of(
          "title",
          "kinds",
          "severity.min",
          "where",
          "near.latitude",
          "near.longitude",
          "near.metres",
          "severity",
          "quiet.seconds",
          "enabled");

  /** What the framework adds. */
  private static final List<String> FOREIGN =
      List.of("felix.fileinstall.", "service.", "component.", "org.apache.karaf.");

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){0,3}");
  private static final int MAX_TITLE = 120;
  private static final int MAX_KINDS = 50;
  private static final int MAX_QUIET = 86_400;

  /** Half the way round the earth. */
  private static final double MAX_METRES = 20_037_508;

  private final Map<String, String> values = new TreeMap<>();

  private RuleParser() {}

  /**
   * @throws RuleFault for the first key that is wrong
   */
  static Rule parse(String name, Map<String, ?> properties) throws RuleFault {
    RuleParser parser = new RuleParser();
    for (Map.Entry<String, ?> property : properties.entrySet()) {
      String key = property.getKey();
      if (KEYS.contains(key)) {
        parser.values.put(key, text(property.getValue()));
      } else if (FOREIGN.stream().noneMatch(key::startsWith)) {
        throw new RuleFault(key, "is no key of a rule; those are " + String.join(", ", KEYS));
      }
    }
    return parser.rule(name);
  }

  private static String text(Object value) {
    Stream<?> parts =
        value instanceof Object[] array
            ? Arrays.stream(array)
            : value instanceof Collection<?> list ? list.stream() : Stream.of(value);
    return parts.map(String::valueOf).collect(Collectors.joining(";")).strip();
  }

  private String value(String key) {
    return values.getOrDefault(key, "");
  }

  private Rule rule(String name) throws RuleFault {
    String title = value("title");
    if (title.isEmpty() || title.length() > MAX_TITLE) {
      throw new RuleFault("title", "must have 1 to " + MAX_TITLE + " characters");
    }
    return new Rule(
        name,
        title,
        kinds(),
        severity("severity.min").orElse(Severity.INFO),
        Condition.all(value("where")),
        near(),
        severity("severity"),
        quiet(),
        enabled());
  }

  private Set<String> kinds() throws RuleFault {
    Set<String> kinds = new LinkedHashSet<>();
    for (String word : value("kinds").split("[,;]")) {
      String kind = word.strip();
      if (kind.isEmpty()) {
        continue;
      }
      if (!KIND.matcher(kind).matches() || kind.length() > 64) {
        throw new RuleFault("kinds", "\"" + kind + "\" is no kind and no beginning of one");
      }
      if (kind.equals("plate") || kind.startsWith("plate.")) {
        throw new RuleFault(
            "kinds", "plates are not for rules: use a hot list, whose hits are on record");
      }
      kinds.add(kind);
    }
    if (kinds.isEmpty() || kinds.size() > MAX_KINDS) {
      throw new RuleFault(
          "kinds", "name 1 to " + MAX_KINDS + " kinds, or beginnings of them such as river");
    }
    return kinds;
  }

  private Optional<Severity> severity(String key) throws RuleFault {
    String word = value(key);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    for (Severity severity : Severity.values()) {
      if (severity.name().equalsIgnoreCase(word)) {
        return Optional.of(severity);
      }
    }
    throw new RuleFault(key, "\"" + word + "\" is none of info, low, medium, high, critical");
  }

  private Optional<Circle> near() throws RuleFault {
    List<String> keys = List.of("near.latitude", "near.longitude", "near.metres");
    if (keys.stream().allMatch(key -> value(key).isEmpty())) {
      return Optional.empty();
    }
    double latitude = number("near.latitude", -90, 90);
    double longitude = number("near.longitude", -180, 180);
    double metres = number("near.metres", 1, MAX_METRES);
    return Optional.of(new Circle(GeoPoint.of(latitude, longitude), metres));
  }

  private double number(String key, double least, double most) throws RuleFault {
    String text = value(key);
    if (text.isEmpty()) {
      throw new RuleFault(key, "is missing; near needs latitude, longitude and metres");
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, together with a number out of range
    }
    throw new RuleFault(
        key,
        String.format(Locale.ROOT, "\"%s\" is not a number from %.0f to %.0f", text, least, most));
  }

  private Duration quiet() throws RuleFault {
    String text = value("quiet.seconds");
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_QUIET) {
      throw new RuleFault(
          "quiet.seconds", "\"" + text + "\" is not a whole number from 0 to " + MAX_QUIET);
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private boolean enabled() throws RuleFault {
    String text = value("enabled").toLowerCase(Locale.ROOT);
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    if (text.equals("false")) {
      return false;
    }
    throw new RuleFault("enabled", "\"" + text + "\" is neither true nor false");
  }
}
