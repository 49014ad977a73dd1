package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the center's data lives, {@code ${karaf.data}/watchfloor}, and how files there are made:
 * for the own user only, because they hold personal data.
 */
final class DataDirectory {
  private DataDirectory() {}

  static Path find() {
    return Path.of(System.getProperty("karaf.data", "data"), "watchfloor");
  }

  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, attributes(directory, "rwx------"));
  }

  /** Does nothing if the file is there. */
  static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return; // the usual case: every start but the first
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0]; // Windows: the folder's own access list holds
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
