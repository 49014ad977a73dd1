package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.watchfloor.core.api.health.HealthResult;

/** Whether the disk below a directory has room left. */
record DiskSpace(Path directory, long minFreeBytes) {
  HealthResult check() {
    long free;
    try {
      free = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return HealthResult.critical("The disk of " + directory + " cannot be asked: " + e);
    }
    if (free >= minFreeBytes) {
      return HealthResult.OK;
    }
    String message =
        "%d MiB left on the disk of %s, %d MiB are wanted: make room or shorten retention"
            .formatted(free >> 20, directory, minFreeBytes >> 20);
    return free < minFreeBytes / 8 ? HealthResult.critical(message) : HealthResult.warn(message);
  }
}
