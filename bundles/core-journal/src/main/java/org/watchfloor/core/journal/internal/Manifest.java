package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A checksum over RocksDB's list of its own files, which only grows while it is open. RocksDB takes
 * a list whose end is damaged for one that was never finished, and then deletes the files that are
 * not on it. Used by one thread at a time.
 *
 * <p>RocksDB writes the name of the list into the file {@code CURRENT}, and begins another list
 * whenever it is opened.
 */
final class Manifest {
  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final CRC32C crc = new CRC32C();
  private long size;

  private Manifest(Path file) {
    this.file = file;
  }

  /** The list in use; null where there is none. */
  static @Nullable Manifest of(Path directory) throws IOException {
    Path current = directory.resolve("CURRENT");
    if (!Files.exists(current)) {
      return null;
    }
    String name = Files.readString(current, StandardCharsets.ISO_8859_1).strip();
    return name.matches("MANIFEST-\\d{1,18}") ? new Manifest(directory.resolve(name)) : null;
  }

  /** RocksDB's number of the list. */
  long number() {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(name.indexOf('-') + 1));
  }

  long size() {
    return size;
  }

  int checksum() {
    return (int) crc.getValue();
  }

  /** Takes in what was added; cheap where nothing was. */
  void follow() throws IOException {
    long now = Files.size(file);
    if (now > size) {
      followTo(now);
    }
  }

  /** Whether the list still begins with what it was. */
  boolean beginsWith(long thenSize, int thenChecksum) throws IOException {
    if (Files.size(file) < thenSize) {
      return false;
    }
    followTo(thenSize);
    return checksum() == thenChecksum;
  }

  private void followTo(long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (size < end) {
        buffer.clear().limit((int) Math.min(BUFFER, end - size));
        int read = channel.read(buffer, size);
        if (read <= 0) {
          return;
        }
        crc.update(buffer.flip());
        size += read;
      }
    }
  }
}
