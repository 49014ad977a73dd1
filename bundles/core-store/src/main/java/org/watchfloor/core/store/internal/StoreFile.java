package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The store's configuration file, changed as a person would change it: all other lines stay. */
final class StoreFile {
  private final Path file;

  StoreFile(Path file) {
    this.file = file;
  }

  /** Sets keys; there as a whole or not at all. */
  void set(Map<String, String> values) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String key = line.split("[=:]", 2)[0].strip();
        if (!values.containsKey(key)) {
          lines.add(line);
        }
      }
    }
    lines.add("");
    lines.add("# By rtcc:store-migrate.");
    new TreeMap<>(values).forEach((key, value) -> lines.add(key + " = " + value));
    Path written = file.resolveSibling(file.getFileName() + ".part");
    Files.write(written, lines, StandardCharsets.UTF_8);
    if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
