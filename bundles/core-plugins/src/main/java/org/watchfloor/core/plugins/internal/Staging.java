package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * Where packages lie between their arrival and their installation; empty after each start.
 * Thread-safe.
 */
final class Staging {
  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  Staging(Path folder) {
    this.folder = folder;
  }

  /**
   * A file that came in.
   *
   * @param id that nobody can guess, and that no other has
   * @param sha256 hexadecimal
   */
  record Staged(String id, Path file, String sha256) {}

  String newId() {
    byte[] id = new byte[8];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  void clear() throws IOException {
    SafeFiles.deleteTree(folder);
  }

  /**
   * Takes a file in, no further than the limit.
   *
   * @throws PackageRefused if it is larger, or cannot be read; then nothing of it is left
   */
  Staged take(InputStream content, PackageLimits limits) throws PackageRefused {
    String id = newId();
    Path file = folder.resolve(id + ".package");
    try {
      Files.createDirectories(folder);
      MessageDigest digest = SafeFiles.digest();
      try (OutputStream out = Files.newOutputStream(file)) {
        copy(content, out, digest, limits.file());
      }
      return new Staged(id, file, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      discard(id);
      throw new PackageRefused("the package cannot be read: " + e.getMessage(), e);
    } catch (PackageRefused | RuntimeException e) {
      discard(id);
      throw e;
    }
  }

  private static void copy(InputStream in, OutputStream out, MessageDigest digest, long limit)
      throws IOException, PackageRefused {
    byte[] buffer = new byte[65_536];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > limit) {
        throw new PackageRefused(
            String.format(
                Locale.ROOT,
                "the package is larger than %,d bytes; package.max.mib in etc/org.watchfloor.plugins.cfg is the limit",
                limit));
      }
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
  }

  /** Deletes what belongs to an id. */
  void discard(String id) {
    try {
      Files.deleteIfExists(folder.resolve(id + ".package"));
      Files.deleteIfExists(folder.resolve(id + ".package.jar"));
    } catch (IOException e) {
      // cleared at the next start
      org.slf4j.LoggerFactory.getLogger(Staging.class)
          .warn("a package in {} cannot be deleted: {}", folder, e.toString());
    }
  }
}
