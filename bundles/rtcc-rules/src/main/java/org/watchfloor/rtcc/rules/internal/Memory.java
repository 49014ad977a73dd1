package org.watchfloor.rtcc.rules.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * A small file that outlives the bundle. Without the store: alerts go on while that is down. Used
 * by one thread at a time.
 */
final class Memory {
  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
  private static final long MAX_BYTES = 64 << 20;

  private final Path file;

  Memory(Path file) {
    this.file = file;
  }

  /** Empty where there is none, or where it cannot be read, which is logged. */
  Optional<JsonNode> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes");
      }
      return Optional.of(Json.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JsonFault e) {
      LOG.warn("{} cannot be read and is begun anew: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** Whole or not at all; a failure is logged. */
  void write(JsonNode content) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder, ownersOnly(folder, "rwx------"));
      }
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(next);
      Files.createFile(next, ownersOnly(next, "rw-------"));
      Files.write(next, Json.bytes(content));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written; after a restart an alert may be made twice or not: {}",
          file,
          e.toString());
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0]; // Windows: the folder's own access list holds
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
