package org.watchfloor.core.cluster.internal;

import org.watchfloor.core.api.cluster.SharedMap;

/** Small values that all nodes have. Thread-safe. */
final class SharedValues {
  SharedValues(Settings settings, Questions questions) {}

  SharedMap map(String name) {
    return SharedMap.NONE;
  }
}
