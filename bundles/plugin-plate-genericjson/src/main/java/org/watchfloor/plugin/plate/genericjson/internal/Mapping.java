package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.watchfloor.toolkit.json.JsonPointer;
import org.watchfloor.toolkit.plates.Expression;
import org.watchfloor.toolkit.plates.Field;
import org.watchfloor.toolkit.plates.PlateMapping;
import org.watchfloor.toolkit.plates.PlateText;
import org.watchfloor.toolkit.plates.Times;

/**
 * Where in a message its reads are, and where in a read its fields. Immutable.
 *
 * @param reads from the message
 * @param only empty where every message has reads
 * @param fields as they are to be found
 * @param words the same as they were written, for refusals
 */
record Mapping(
    JsonPointer reads,
    Optional<Condition> only,
    Map<Field, Expression<Place>> fields,
    Map<Field, String> words,
    Guesses guesses,
    List<Picture> pictures,
    PlateMapping plates) {

  /** A message that does not hold one of these values there is none with reads. */
  record Condition(Place place, Set<String> values) {}

  /** A picture in Base64. */
  record Picture(Place place, String role) {}

  /**
   * @throws IllegalArgumentException {@code key: reason}
   */
  static Mapping of(Keys keys, boolean offsetIgnored) {
    Map<Field, Expression<Place>> fields = new EnumMap<>(Field.class);
    Map<Field, String> words = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      words.put(field, keys.get(field.key()));
      fields.put(field, Expression.parse(field.key(), keys.get(field.key()), Place::parse));
    }
    for (Field needed : List.of(Field.PLATE, Field.TIME)) {
      if (keys.get(needed.key()).isEmpty()) {
        throw new IllegalArgumentException(
            needed.key() + ": is missing; point at it, or choose a profile");
      }
    }
    PlateMapping plates =
        new PlateMapping(
            Times.of(keys.get("time.format", "iso"), keys.get("time.zone", "UTC"), offsetIgnored),
            PlateText.of(
                keys.get("plate.none", "unknown, noplate, no plate, no_plate, unlicensed")),
            confidenceMax(keys.get("confidence.max", "100")));
    return new Mapping(
        checked("reads", keys.get("reads"), JsonPointer::parse),
        condition(keys.get("only")),
        fields,
        words,
        Guesses.of(keys, plates),
        pictures(keys),
        plates);
  }

  Expression<Place> field(Field field) {
    Expression<Place> expression = fields.get(field);
    if (expression == null) {
      throw new IllegalStateException(field + " is no field of a mapping");
    }
    return expression;
  }

  /** Whether any place that the plate may stand at is there at all. */
  boolean hasPlate(Place.Read read) {
    return field(Field.PLATE).references().stream()
        .anyMatch(all -> all.stream().allMatch(place -> place.isPresent(read)));
  }

  private static List<Picture> pictures(Keys keys) {
    List<Picture> pictures = new ArrayList<>();
    for (String role : List.of("plate", "vehicle", "scene")) {
      String key = "picture." + role;
      if (!keys.get(key).isEmpty()) {
        pictures.add(new Picture(checked(key, keys.get(key), Place::parse), role));
      }
    }
    return pictures;
  }

  private static Optional<Condition> condition(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int equals = text.indexOf(" = ");
    if (equals < 0) {
      throw new IllegalArgumentException(
          "only: \"" + text + "\" is no condition like #/event = recognition");
    }
    Set<String> values = new TreeSet<>();
    for (String value : text.substring(equals + 3).split("\\|", -1)) {
      values.add(value.strip());
    }
    Place place = checked("only", text.substring(0, equals).strip(), Place::parse);
    return Optional.of(new Condition(place, values));
  }

  private static double confidenceMax(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("confidence.max: must be a number", e);
    }
  }

  static <T> T checked(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
