package org.watchfloor.core.config.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of sources in the folder of configurations. Replaces a file whole, synced, readable for
 * its owner only. Thread-safe for different files.
 */
final class EtcFolder {
  /** Of a file; whoever needs more keeps it in a file of its own. */
  static final int MAX_BYTES = 256 << 10;

  private static final String PREFIX = "org.watchfloor.source.";

  /** As the runtime asks for it; no letter of it leads out of the folder. */
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");

  private final Path folder;
  private final Charset charset;

  /**
   * @param charset that File Install reads with
   */
  EtcFolder(Path folder, Charset charset) {
    this.folder = folder;
    this.charset = charset;
  }

  /** Empty if the id is none. */
  Optional<Path> fileOf(String sourceId) {
    return SOURCE_ID.matcher(sourceId).matches()
        ? Optional.of(folder.resolve(PREFIX + sourceId + ".cfg"))
        : Optional.empty();
  }

  /** Empty if there is no such file. */
  Optional<CfgFile> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    try {
      return Optional.of(CfgFile.parse(new String(Files.readAllBytes(file), charset)));
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  void write(Path file, CfgFile content) throws IOException {
    byte[] bytes = content.text().getBytes(charset);
    if (bytes.length > MAX_BYTES) {
      throw new IOException(file + " would be larger than " + MAX_BYTES + " bytes");
    }
    // a link stays one; File Install looks at names that end with .cfg only
    Path real = Files.exists(file) ? file.toRealPath() : file;
    Path fresh = real.resolveSibling("." + real.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(real))) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    sync(real);
  }

  private static FileAttribute<?>[] mode(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  boolean remove(Path file) throws IOException {
    boolean removed = Files.deleteIfExists(file);
    sync(file);
    return removed;
  }

  /** The name of a file is on disk when its folder is. */
  private static void sync(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
