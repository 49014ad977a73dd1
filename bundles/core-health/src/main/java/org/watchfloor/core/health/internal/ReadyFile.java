package org.watchfloor.core.health.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code data/watchfloor/ready}: there while the center runs and has once been ready. The launcher
 * waits for it.
 */
final class ReadyFile {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);

  private final Path file;

  ReadyFile(Path file) {
    this.file = file;
  }

  static ReadyFile ofKarafData() {
    return new ReadyFile(Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "ready"));
  }

  void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "ready\n");
    } catch (IOException e) {
      LOG.error(
          "{} cannot be written; the launcher will not see that the center is ready", file, e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed", file, e);
    }
  }
}
