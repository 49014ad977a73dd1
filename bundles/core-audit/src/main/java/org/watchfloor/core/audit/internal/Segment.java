package org.watchfloor.core.audit.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.AuditEntry;

/**
 * One file of the log, with the places of every 1,000th entry. Thread-safe: one thread appends,
 * others read what was there when they began.
 */
final class Segment {
  private static final int STEP = 1_000;

  private final Path path;
  private final ConcurrentNavigableMap<Long, Long> offsets = new ConcurrentSkipListMap<>();

  /** Bytes up to the end of the last whole entry that is on disk. */
  private volatile long length;

  private volatile boolean indexed;
  private long count;

  Segment(Path path, long length) {
    this.path = path;
    this.length = length;
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  /** What a scan found. */
  record Scan(Optional<Line> last, long validLength) {}

  /** Reads the file once: fills the index, finds the last whole entry and where it ends. */
  synchronized Scan scan() throws IOException {
    @Nullable Line last = null;
    long valid = 0;
    offsets.clear();
    count = 0;
    try (LineReader reader = new LineReader(path, 0, length)) {
      long start = 0;
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        Optional<Line> line = reader.terminated() ? Line.of(bytes) : Optional.empty();
        if (line.isPresent()) {
          last = line.get();
          valid = reader.position();
          mark(last.number(), start);
        }
        start = reader.position();
      }
    }
    indexed = true;
    return new Scan(Optional.ofNullable(last), valid);
  }

  private void mark(long number, long offset) {
    if (count++ % STEP == 0) {
      offsets.put(number, offset);
    }
  }

  /** The appender has written lines of these lengths and they are on disk. */
  synchronized void appended(long firstNumber, List<byte[]> lines) {
    long offset = length;
    for (int i = 0; i < lines.size(); i++) {
      mark(firstNumber + i, offset);
      offset += lines.get(i).length;
    }
    length = offset;
  }

  /** Forgets what comes after; the appender has set it aside. */
  synchronized void cut(long newLength) {
    length = newLength;
  }

  /** A file that is begun now. */
  static Segment begun(Path path) {
    Segment segment = new Segment(path, 0);
    segment.indexed = true;
    return segment;
  }

  private void index() throws IOException {
    if (!indexed) {
      scan();
    }
  }

  /** Whether the file begins with an entry up to that number. */
  boolean beginsBy(long number) throws IOException {
    index();
    return !offsets.isEmpty() && offsets.firstKey() <= number;
  }

  /** Adds entries after a number until there are as many as wanted. */
  void read(long after, int limit, List<AuditEntry> result) throws IOException {
    index();
    Map.@Nullable Entry<Long, Long> place = offsets.floorEntry(after + 1);
    long from = place == null ? 0 : place.getValue();
    try (LineReader reader = new LineReader(path, from, length)) {
      while (result.size() < limit) {
        byte[] line = reader.next();
        if (line == null) {
          return;
        }
        EntryCodec.decode(line).filter(e -> e.number() > after).ifPresent(result::add);
      }
    }
  }
}
