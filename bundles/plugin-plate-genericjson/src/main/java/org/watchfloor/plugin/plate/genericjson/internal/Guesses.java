package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.toolkit.json.JsonObject;
import org.watchfloor.toolkit.json.JsonPointer;
import org.watchfloor.toolkit.plates.FieldFault;
import org.watchfloor.toolkit.plates.PlateMapping;

/**
 * What else a plate may be: other readings, and its characters one by one. What cannot be
 * understood of these is left out; the read is worth more. Immutable.
 */
record Guesses(
    Optional<Place> candidates,
    JsonPointer candidatePlate,
    JsonPointer candidateConfidence,
    Optional<Place> characters,
    JsonPointer characterValue,
    JsonPointer characterConfidence,
    JsonPointer characterOthers,
    PlateMapping plates) {
  private static final int MAX_CANDIDATES = 50;
  private static final int MAX_OTHERS = 40;

  /**
   * @throws IllegalArgumentException {@code key: reason}
   */
  static Guesses of(Keys keys, PlateMapping plates) {
    return new Guesses(
        place(keys, "candidates"),
        pointer(keys, "candidate.plate", "/plate"),
        pointer(keys, "candidate.confidence", "/confidence"),
        place(keys, "characters"),
        pointer(keys, "character.value", "/value"),
        pointer(keys, "character.confidence", "/confidence"),
        pointer(keys, "character.others", "/others"),
        plates);
  }

  private static Optional<Place> place(Keys keys, String key) {
    return keys.get(key).isEmpty()
        ? Optional.empty()
        : Optional.of(Mapping.checked(key, keys.get(key), Place::parse));
  }

  private static JsonPointer pointer(Keys keys, String key, String otherwise) {
    return Mapping.checked(key, keys.get(key, otherwise), JsonPointer::parse);
  }

  /** The read with its guesses. */
  PlateRead with(PlateRead read, Place.Read from) {
    if (candidates.isEmpty() && characters.isEmpty()) {
      return read;
    }
    return new PlateRead(
        read.plate(),
        read.region(),
        read.confidence(),
        candidates(read.plate(), from),
        read.make(),
        read.color(),
        read.body(),
        read.heading(),
        characters(read.plate(), from));
  }

  /** Best first, each plate once. A list of texts has no confidences: they are 0. */
  private List<PlateRead.Candidate> candidates(String plate, Place.Read from) {
    Map<String, PlateRead.Candidate> found = new LinkedHashMap<>();
    for (Object one : list(candidates, from)) {
      Optional<JsonObject> object = JsonObject.of(one);
      Object text = object.isPresent() ? candidatePlate.find(object.get()) : one;
      Optional<String> other = plates.plate(word(text));
      if (other.isPresent() && !other.get().equals(plate)) {
        double confidence =
            object.flatMap(o -> plates.confidence(word(candidateConfidence.find(o)))).orElse(0.0);
        found.merge(
            other.get(),
            new PlateRead.Candidate(other.get(), confidence),
            (a, b) -> a.confidence() >= b.confidence() ? a : b);
      }
    }
    List<PlateRead.Candidate> sorted = new ArrayList<>(found.values());
    sorted.sort(Comparator.comparingDouble(PlateRead.Candidate::confidence).reversed());
    return sorted.subList(0, Math.min(MAX_CANDIDATES, sorted.size()));
  }

  /** None unless each character of the plate has its own. */
  private List<PlateCharacter> characters(String plate, Place.Read from) {
    List<?> list = list(characters, from);
    int[] points = plate.codePoints().toArray();
    List<PlateCharacter> found = new ArrayList<>();
    for (int i = 0; i < points.length && list.size() == points.length; i++) {
      Optional<PlateCharacter> one = character(Character.toString(points[i]), list.get(i));
      one.ifPresent(found::add);
    }
    return found.size() == points.length ? found : List.of();
  }

  /** An object with value and confidence, or the confidence alone. */
  private Optional<PlateCharacter> character(String value, @Nullable Object from) {
    Optional<JsonObject> object = JsonObject.of(from);
    if (object.isEmpty()) {
      return plates.confidence(word(from)).map(c -> PlateCharacter.of(value, c));
    }
    String said = plates.plate(word(characterValue.find(object.get()))).orElse(value);
    Optional<Double> confidence = plates.confidence(word(characterConfidence.find(object.get())));
    return said.equals(value)
        ? confidence.map(c -> new PlateCharacter(value, c, others(value, object.get())))
        : Optional.empty();
  }

  private Map<String, Double> others(String value, JsonObject from) {
    Map<String, Double> others = new LinkedHashMap<>();
    Optional<JsonObject> object = JsonObject.of(characterOthers.find(from));
    for (String name : object.map(JsonObject::names).orElse(List.of())) {
      Optional<String> other = plates.plate(name).filter(text -> isOne(text, value));
      Optional<Double> confidence = object.flatMap(o -> plates.confidence(word(o.value(name))));
      if (other.isPresent() && confidence.isPresent() && others.size() < MAX_OTHERS) {
        others.put(other.get(), confidence.get());
      }
    }
    return others;
  }

  private static boolean isOne(String text, String value) {
    return text.codePointCount(0, text.length()) == 1 && !text.equals(value);
  }

  /** A list, or a text with commas between its elements (as Hikvision's plateCharBelieve). */
  private static List<?> list(Optional<Place> place, Place.Read from) {
    Object value = place.isPresent() ? place.get().find(from) : null;
    if (value instanceof String text && !text.isBlank() && text.length() <= 1_000) {
      return List.of(text.split(","));
    }
    return value instanceof List<?> list ? list : List.of();
  }

  private static String word(@Nullable Object value) {
    try {
      return Place.text(value, "").strip();
    } catch (FieldFault e) {
      return "";
    }
  }
}
