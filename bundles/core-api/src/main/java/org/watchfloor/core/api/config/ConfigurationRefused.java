package org.watchfloor.core.api.config;

import java.util.Map;
import java.util.TreeMap;

/** A configuration that is not written, because a source could not be opened with it. */
public final class ConfigurationRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Map<String, String> faults;

  /**
   * @param faults by key, each in words; the key is empty where it is about the whole
   */
  public ConfigurationRefused(Map<String, String> faults) {
    super(String.valueOf(new TreeMap<>(faults)));
    this.faults = Map.copyOf(faults);
  }

  public Map<String, String> faults() {
    return faults;
  }
}
