package org.watchfloor.core.runtime.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keys of a source's configuration that are missing or wrong; the message begins with the first.
 */
final class ConfigFault extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Map<String, String> faults;

  ConfigFault(String key, String reason) {
    this(Map.of(key, reason));
  }

  /**
   * @param faults by key, each in words; at least one
   */
  ConfigFault(Map<String, String> faults) {
    super(
        faults.entrySet().stream()
            .map(fault -> fault.getKey() + ": " + fault.getValue())
            .collect(Collectors.joining("; ")));
    this.faults = new LinkedHashMap<>(faults);
  }

  Map<String, String> faults() {
    return faults;
  }
}
