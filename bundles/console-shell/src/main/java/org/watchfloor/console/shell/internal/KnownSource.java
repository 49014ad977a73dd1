package org.watchfloor.console.shell.internal;

import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** A source by its id, and what is said if there is none. */
final class KnownSource {
  private KnownSource() {}

  /**
   * @throws IllegalArgumentException if there is none
   */
  static SourceInfo of(SourceRegistry registry, String id) {
    return registry.source(id).orElseThrow(() -> unknown(id));
  }

  static IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException("source: there is no \"" + id + "\"; see rtcc:source-list");
  }
}
