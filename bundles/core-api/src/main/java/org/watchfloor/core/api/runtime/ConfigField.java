package org.watchfloor.core.api.runtime;

import java.util.List;

/**
 * One key of a source's configuration, as its plugin's metatype describes it.
 *
 * @param key as it stands in the file
 * @param name what a person reads
 * @param help a sentence or two; may be empty
 * @param type of each value
 * @param many whether it takes several values, parted by commas in the file
 * @param required whether there is no default
 * @param defaults used where nothing is given; empty for a required key and for a password
 * @param min smallest value or length; empty for none
 * @param max largest value or length; empty for none
 * @param options the only values allowed; empty for any
 */
public record ConfigField(
    String key,
    String name,
    String help,
    Type type,
    boolean many,
    boolean required,
    List<String> defaults,
    String min,
    String max,
    List<Option> options) {

  /** What a value is. */
  public enum Type {
    TEXT,
    /** Never shown again once it is written. */
    PASSWORD,
    BOOLEAN,
    /** A whole number. */
    INTEGER,
    DECIMAL
  }

  /**
   * One allowed value.
   *
   * @param value as it stands in the file
   * @param label what a person reads
   */
  public record Option(String value, String label) {}

  public ConfigField {
    defaults = List.copyOf(defaults);
    options = List.copyOf(options);
  }
}
