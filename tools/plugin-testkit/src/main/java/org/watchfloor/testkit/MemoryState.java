package org.watchfloor.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * Bookmarks in memory; given to two contexts one after the other, it is what survives a restart.
 * Thread-safe.
 */
public final class MemoryState implements StateStore {
  private final Map<String, String> values = new ConcurrentHashMap<>();

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public void put(String key, String value) {
    values.put(key, value);
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }
}
