package org.watchfloor.rtcc.rules.internal;

import java.nio.file.Path;

/** Where this bundle's files lie. */
final class Paths {
  private Paths() {}

  static Path of(String name) {
    return Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "rules", name);
  }
}
