package org.watchfloor.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * Bookmarks in memory, with the limits of the platform; given to two contexts one after the other,
 * it is what survives a restart. Thread-safe.
 */
public final class MemoryState implements StateStore {
  private static final int MAX_KEYS = 100;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 65_536;

  private final Map<String, String> values = new HashMap<>();

  @Override
  public synchronized Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public synchronized void put(String key, String value) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException("key: must have 1 to " + MAX_KEY + " characters");
    }
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("value: must have at most " + MAX_VALUE + " characters");
    }
    if (values.size() >= MAX_KEYS && !values.containsKey(key)) {
      throw new IllegalArgumentException("key: there are " + MAX_KEYS + " already, the most");
    }
    values.put(key, value);
  }

  @Override
  public synchronized void remove(String key) {
    values.remove(key);
  }

  /** What is kept now; a copy. */
  public synchronized Map<String, String> values() {
    return Map.copyOf(values);
  }
}
