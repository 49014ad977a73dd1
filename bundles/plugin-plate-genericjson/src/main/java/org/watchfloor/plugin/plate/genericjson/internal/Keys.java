package org.watchfloor.plugin.plate.genericjson.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A mapping as it is written: the keys of a configuration over those of its profile. Immutable. */
final class Keys {
  private static final String GENETEC = "genetec-autovu";

  private final Map<String, String> values;

  private Keys(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException {@code profile: reason}
   */
  static Keys of(PlateGenericjsonConfig config) {
    Map<String, String> values = new HashMap<>();
    switch (config.profile()) {
      case "" -> {}
      case GENETEC -> profile(GENETEC, values);
      default ->
          throw new IllegalArgumentException(
              "profile: \"" + config.profile() + "\" is none of " + GENETEC + " or empty");
    }
    written(config)
        .forEach(
            (key, value) -> {
              if (!value.isBlank()) {
                values.put(key, value);
              }
            });
    return new Keys(values);
  }

  private static void profile(String name, Map<String, String> into) {
    Properties properties = new Properties();
    try (InputStream in = Keys.class.getResourceAsStream(name + ".properties")) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the bundle");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the bundle", e);
    }
    properties.stringPropertyNames().forEach(key -> into.put(key, properties.getProperty(key)));
  }

  private static Map<String, String> written(PlateGenericjsonConfig config) {
    Map<String, String> keys = new HashMap<>();
    keys.put("reads", config.reads());
    keys.put("only", config.only());
    keys.put("plate", config.plate());
    keys.put("time", config.time());
    keys.put("id", config.id());
    keys.put("device", config.device());
    keys.put("region", config.region());
    keys.put("confidence", config.confidence());
    keys.put("make", config.make());
    keys.put("color", config.color());
    keys.put("body", config.body());
    keys.put("heading", config.heading());
    keys.put("latitude", config.latitude());
    keys.put("longitude", config.longitude());
    keys.put("candidates", config.candidates());
    keys.put("candidate.plate", config.candidate_plate());
    keys.put("candidate.confidence", config.candidate_confidence());
    keys.put("characters", config.characters());
    keys.put("character.value", config.character_value());
    keys.put("character.confidence", config.character_confidence());
    keys.put("character.others", config.character_others());
    keys.put("picture.plate", config.picture_plate());
    keys.put("picture.vehicle", config.picture_vehicle());
    keys.put("picture.scene", config.picture_scene());
    keys.put("time.format", config.time_format());
    keys.put("time.zone", config.time_zone());
    keys.put("confidence.max", config.confidence_max());
    keys.put("plate.none", config.plate_none());
    return keys;
  }

  /** Empty where it is not set. */
  String get(String key) {
    return values.getOrDefault(key, "");
  }

  String get(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }
}
