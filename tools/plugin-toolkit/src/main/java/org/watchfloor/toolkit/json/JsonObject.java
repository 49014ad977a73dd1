package org.watchfloor.toolkit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/** An object of a vendor's JSON message and where in the message it stands. Immutable. */
public final class JsonObject {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(64)
                  .maxNameLength(1_000)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // names come from strangers: a table of them that lives on could be filled
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final JSON JSON_WITH_LIMITS = JSON.builder(FACTORY).build();

  private final Map<?, ?> values;
  private final String path;

  private JsonObject(Map<?, ?> values, String path) {
    this.values = values;
    this.path = path;
  }

  /**
   * The objects of a message: the message itself, or those of its array.
   *
   * @throws MalformedMessage if it is neither
   */
  public static List<JsonObject> parse(Message message) throws MalformedMessage {
    Object document = document(message);
    if (document instanceof List<?> array) {
      return objects(array, "");
    }
    return List.of(object(document, ""));
  }

  private static @Nullable Object document(Message message) throws MalformedMessage {
    try (JsonParser parser = FACTORY.createParser(message.open())) {
      if (parser.nextToken() == null) {
        throw new MalformedMessage("body", "is empty; JSON is expected");
      }
      Object document = JSON_WITH_LIMITS.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new MalformedMessage("body", "has something behind the end of its JSON");
      }
      return document;
    } catch (IOException e) {
      throw new MalformedMessage("body", "is not JSON: " + firstLine(e.getMessage()));
    }
  }

  /** For pointers: the objects of a list, the one object, or none. */
  static List<JsonObject> objectsAt(@Nullable Object value, String path) throws MalformedMessage {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> array ? objects(array, path) : List.of(object(value, path));
  }

  /** A value of a message as an object, which knows of no place; empty where it is none. */
  public static Optional<JsonObject> of(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Optional.of(new JsonObject(map, "")) : Optional.empty();
  }

  /** As it was read: text, number, truth value, list or map; null where there is nothing. */
  public @Nullable Object value(String field) {
    return values.get(field);
  }

  Map<?, ?> values() {
    return values;
  }

  /** Where in the message it stands; empty for the message itself. */
  public String path() {
    return path;
  }

  private static String firstLine(@Nullable String message) {
    String text = message == null ? "unreadable" : message;
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static List<JsonObject> objects(List<?> array, String path) throws MalformedMessage {
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(object(array.get(i), path + "[" + i + "]"));
    }
    return objects;
  }

  private static JsonObject object(@Nullable Object value, String path) throws MalformedMessage {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(map, path);
    }
    throw new MalformedMessage(path.isEmpty() ? "body" : path, "must be an object");
  }

  public boolean has(String field) {
    return values.get(field) != null;
  }

  /** Whether the field holds an object: some vendors write a value now so, now as text. */
  public boolean isObject(String field) {
    return values.get(field) instanceof Map<?, ?>;
  }

  public String text(String field) throws MalformedMessage {
    return optionalText(field).orElseThrow(() -> fault(field, "is missing"));
  }

  /** Empty where the field is absent, null or an empty string. */
  public Optional<String> optionalText(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw fault(field, "must be a string");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A string, or a number as its decimal digits: vendors change their mind about ids. */
  public Optional<String> optionalName(String field) throws MalformedMessage {
    Object value = values.get(field);
    return value instanceof Number number ? Optional.of(number.toString()) : optionalText(field);
  }

  public double number(String field) throws MalformedMessage {
    return optionalNumber(field).orElseThrow(() -> fault(field, "is missing"));
  }

  public Optional<Double> optionalNumber(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw fault(field, "must be a number");
    }
    return Optional.of(number.doubleValue());
  }

  /**
   * A number without a fraction, within bounds.
   *
   * @throws MalformedMessage if it is something else, naming the bounds
   */
  public Optional<Long> optionalWhole(String field, long min, long max) throws MalformedMessage {
    Optional<Double> number = optionalNumber(field);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double value = number.get();
    if (value != Math.rint(value) || !(value >= min && value <= max)) {
      throw fault(field, "must be a whole number within " + min + " to " + max);
    }
    return Optional.of((long) value);
  }

  /** False where the field is absent or null. */
  public boolean flag(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean flag)) {
      throw fault(field, "must be true or false");
    }
    return flag;
  }

  /** Milliseconds since 1970-01-01 UTC, within the years 2000 to 2100. */
  public Instant epochMillis(String field) throws MalformedMessage {
    double millis = number(field);
    if (!(millis >= 946_684_800_000.0 && millis < 4_102_444_800_000.0)) {
      throw fault(field, "is not milliseconds since 1970 within the years 2000 to 2100");
    }
    return Instant.ofEpochMilli((long) millis);
  }

  /** RFC 3339 with any offset. */
  public Instant rfc3339(String field) throws MalformedMessage {
    String text = text(field);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw fault(field, "is not an RFC 3339 time like 2026-11-24T14:05:09Z");
    }
  }

  public Optional<JsonObject> optionalObject(String field) throws MalformedMessage {
    return has(field) ? Optional.of(object(values.get(field), at(field))) : Optional.empty();
  }

  /** None where the field is absent. */
  public List<JsonObject> objects(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> array)) {
      throw fault(field, "must be an array");
    }
    return objects(array, at(field));
  }

  /** Names of its fields, in the order of the message. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    values.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /**
   * A value that holds no others: a {@code String}, a {@code Boolean}, a {@code Long} or a finite
   * {@code Double}.
   */
  public Object plain(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw fault(field, "must be a string, a number, true or false");
  }

  /** The same; empty for null, an array and an object. */
  public Optional<Object> optionalPlain(String field) throws MalformedMessage {
    Object value = values.get(field);
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? Optional.empty()
        : Optional.of(plain(field));
  }

  /** The numbers of an array; none where the field is absent. */
  public List<Double> numbers(String field) throws MalformedMessage {
    Object value = values.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> array)) {
      throw fault(field, "must be an array of numbers");
    }
    List<Double> numbers = new ArrayList<>();
    for (Object element : array) {
      if (!(element instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw fault(field, "must be an array of numbers");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /** A refusal that names a field of this object. */
  public MalformedMessage fault(String field, String reason) {
    return new MalformedMessage(at(field), reason);
  }

  /**
   * Builds a value whose constructor checks it; {@code name: reason} of its refusal becomes a
   * fault.
   */
  public <T> T checked(java.util.function.Supplier<T> build) throws MalformedMessage {
    try {
      return build.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(": ");
      throw colon > 0
          ? fault(message.substring(0, colon), message.substring(colon + 2))
          : fault("value", message);
    }
  }

  private String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
