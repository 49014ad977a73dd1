package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.runtime.ConfigField;

/**
 * What a plugin's metatype says of its configuration.
 *
 * @param title of all keys together; may be empty
 * @param help a sentence; may be empty
 * @param keys described keys, in the order of the metatype; empty where the plugin brings none
 */
record Schema(String title, String help, List<Key> keys) {
  static final Schema NONE = new Schema(List.of());

  /**
   * One described key.
   *
   * @param id as it stands in the file
   * @param secret whether its value may be shown
   * @param options values allowed; empty for any
   * @param check says what is wrong with a value, in words; empty if nothing
   * @param text what people read of it
   */
  record Key(String id, boolean secret, List<String> options, Check check, Text text) {
    Key {
      options = List.copyOf(options);
    }

    Key(String id, boolean secret, List<String> options, Check check) {
      this(id, secret, options, check, new Text(id, "", "", "", List.of()));
    }
  }

  /**
   * What people read of a key.
   *
   * @param name of the key
   * @param help a sentence or two; may be empty
   * @param min smallest value or length; empty for none
   * @param max largest value or length; empty for none
   * @param options the allowed values with their labels
   */
  record Text(String name, String help, String min, String max, List<ConfigField.Option> options) {
    Text {
      options = List.copyOf(options);
    }
  }

  /** Limits of one key. */
  @FunctionalInterface
  interface Check {
    Optional<String> fault(String value);
  }

  Schema {
    keys = List.copyOf(keys);
  }

  Schema(List<Key> keys) {
    this("", "", keys);
  }

  Optional<Key> key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
