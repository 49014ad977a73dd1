package org.watchfloor.plugin.plate.dahua.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * Takes a text part of a camera's stream apart: {@code Code=…;action=…;index=…;data={JSON}} of
 * eventManager, or lines {@code Events[0].TrafficCar.PlateNumber=…} of snapManager.
 */
final class Events {
  private static final Pattern LINE = Pattern.compile("Events\\[([0-9]{1,2})]\\.([^=]+)=(.*)");
  private static final int MAX_FIELDS = 5_000;

  private Events() {}

  /** None for a sign of life. */
  static List<Event> parse(String text) throws MalformedMessage {
    String body = text.strip();
    if (body.startsWith("Code=")) {
      return List.of(withData(body));
    }
    return body.startsWith("Events[") ? lines(body) : List.of();
  }

  /** {@code data} may hold semicolons itself. */
  private static Event withData(String body) throws MalformedMessage {
    int at = body.indexOf(";data=");
    String head = at < 0 ? body : body.substring(0, at);
    Map<String, String> names = new LinkedHashMap<>();
    for (String pair : head.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        names.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    Map<String, String> fields = new LinkedHashMap<>();
    String data = at < 0 ? "" : body.substring(at + ";data=".length()).strip();
    if (data.startsWith("{")) {
      byte[] json = data.getBytes(StandardCharsets.UTF_8);
      Message message = new Message(json, "application/json", Map.of(), Instant.EPOCH);
      for (JsonObject object : JsonObject.parse(message)) {
        flatten(object, "", fields);
      }
    }
    return new Event(
        names.getOrDefault("Code", ""),
        names.getOrDefault("action", ""),
        names.getOrDefault("index", "0"),
        fields);
  }

  private static void flatten(JsonObject object, String path, Map<String, String> fields)
      throws MalformedMessage {
    for (String name : object.names()) {
      if (fields.size() > MAX_FIELDS) {
        throw object.fault(name, "is one field too many, " + MAX_FIELDS + " at most");
      }
      if (object.isObject(name)) {
        JsonObject inner = object.optionalObject(name).orElseThrow();
        flatten(inner, path + name + ".", fields);
      } else {
        object.optionalPlain(name).ifPresent(value -> fields.put(path + name, plain(value)));
      }
    }
  }

  /** A whole number without its fraction, as the lines have it. */
  private static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : value.toString();
  }

  private static List<Event> lines(String body) throws MalformedMessage {
    Map<Integer, Map<String, String>> byIndex = new TreeMap<>();
    int count = 0;
    for (String line : body.lines().toList()) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        if (++count > MAX_FIELDS) {
          throw new MalformedMessage("Events", "have more than " + MAX_FIELDS + " fields");
        }
        byIndex
            .computeIfAbsent(Integer.valueOf(matcher.group(1)), i -> new LinkedHashMap<>())
            .put(matcher.group(2).strip(), matcher.group(3));
      }
    }
    List<Event> events = new ArrayList<>();
    byIndex.values().forEach(fields -> events.add(event(fields)));
    return events;
  }

  private static Event event(Map<String, String> fields) {
    return new Event(
        fields.getOrDefault("EventBaseInfo.Code", fields.getOrDefault("Code", "")),
        fields.getOrDefault("EventBaseInfo.Action", ""),
        fields.getOrDefault("EventBaseInfo.Index", "0"),
        fields);
  }
}
