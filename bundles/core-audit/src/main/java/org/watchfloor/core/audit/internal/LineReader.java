package org.watchfloor.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file from one place to another, as bytes. For one thread. Whatever the file holds, no
 * more than {@link #MAX_LINE} bytes of it are kept in memory.
 */
final class LineReader implements AutoCloseable {
  /** Longer lines are never written; of one that is found, only the beginning is returned. */
  static final int MAX_LINE = 1 << 20;

  private final RandomAccessFile file;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;
  private long position;
  private final long end;
  private boolean terminated;

  LineReader(Path path, long from, long end) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    file.seek(from);
    position = from;
    this.end = end;
  }

  /** Offset in the file of the line that comes next. */
  long position() {
    return position;
  }

  /** Whether the last line had a line feed at its end. */
  boolean terminated() {
    return terminated;
  }

  /** The next line without its line feed; null at the end. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    terminated = false;
    boolean any = false;
    while (!terminated && fill()) {
      any = true;
      int stop = next;
      while (stop < filled && buffer[stop] != '\n') {
        stop++;
      }
      line.write(buffer, next, Math.min(stop - next, MAX_LINE - line.size()));
      terminated = stop < filled;
      int consumed = stop - next + (terminated ? 1 : 0);
      next += consumed;
      position += consumed;
    }
    return any ? line.toByteArray() : null;
  }

  private boolean fill() throws IOException {
    if (next < filled) {
      return true;
    }
    long left = end - position;
    if (left <= 0) {
      return false;
    }
    filled = Math.max(file.read(buffer, 0, (int) Math.min(buffer.length, left)), 0);
    next = 0;
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
