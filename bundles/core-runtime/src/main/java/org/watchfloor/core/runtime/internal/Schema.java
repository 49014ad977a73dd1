package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin's metatype says of its configuration.
 *
 * @param keys described keys; empty where the plugin brings no metatype
 */
record Schema(List<Key> keys) {
  static final Schema NONE = new Schema(List.of());

  /**
   * One described key.
   *
   * @param id as it stands in the file
   * @param secret whether its value may be shown
   * @param options values allowed; empty for any
   * @param check says what is wrong with a value, in words; empty if nothing
   */
  record Key(String id, boolean secret, List<String> options, Check check) {}

  /** Limits of one key. */
  @FunctionalInterface
  interface Check {
    Optional<String> fault(String value);
  }

  Schema {
    keys = List.copyOf(keys);
  }

  Optional<Key> key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
