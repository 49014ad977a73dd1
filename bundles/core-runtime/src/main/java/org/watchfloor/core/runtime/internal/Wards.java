package org.watchfloor.core.runtime.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Custodies of all sources, by plugin. Thread-safe. */
final class Wards {
  private final Platform platform;
  private final Map<String, Ward> wards = new ConcurrentHashMap<>();

  Wards(Platform platform) {
    this.platform = platform;
  }

  Ward of(String pluginId) {
    return wards.computeIfAbsent(pluginId, id -> new Ward(id, platform));
  }

  Collection<Ward> all() {
    return wards.values();
  }

  List<Custody> custodies() {
    return wards.values().stream().flatMap(ward -> ward.all().stream()).toList();
  }
}
