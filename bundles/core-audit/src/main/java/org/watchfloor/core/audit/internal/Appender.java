package org.watchfloor.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log, where entries are written and synced. For one thread at a time; {@link
 * #segments} may be read by any.
 */
final class Appender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private final Path directory;
  private final long rotateBytes;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private volatile long number;
  private String hash = Line.NO_PREV;

  /**
   * Not a channel: an interrupt of the calling thread would close it. Null after a failure, and
   * until the first entry.
   */
  private @Nullable RandomAccessFile out;

  /** What was cut off an end that a killed process or a power cut had left. */
  record Repair(Path file, Path torn, long bytes) {}

  private @Nullable Repair repair;

  Appender(Path directory, long rotateBytes) throws IOException {
    this.directory = directory;
    this.rotateBytes = rotateBytes;
    LogFiles.createDirectory(directory);
    for (Path path : LogFiles.list(directory)) {
      segments.add(new Segment(path, Files.size(path)));
    }
    findEnd();
  }

  /** Looks backwards for the last whole entry; only the newest file can have a torn end. */
  private void findEnd() throws IOException {
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      Segment.Scan scan = segment.scan();
      if (i == segments.size() - 1 && scan.validLength() < segment.length()) {
        cut(segment, scan.validLength());
      }
      if (scan.last().isPresent()) {
        number = scan.last().get().number();
        hash = scan.last().get().hash();
        return;
      }
    }
  }

  private void cut(Segment segment, long validLength) throws IOException {
    long bytes = segment.length() - validLength;
    Path torn = LogFiles.setAside(segment.path(), validLength);
    LogFiles.sync(directory);
    segment.cut(validLength);
    repair = new Repair(segment.path(), torn, bytes);
    LOG.warn(
        "The end of {} was torn ({} bytes that are no whole entry, as after a crash or a power"
            + " cut): set aside in {}",
        segment.path(),
        bytes,
        torn);
  }

  Optional<Repair> repair() {
    return Optional.ofNullable(repair);
  }

  /** Oldest first. */
  List<Segment> segments() {
    return segments;
  }

  /** Number of the newest entry. */
  long number() {
    return number;
  }

  String hash() {
    return hash;
  }

  /**
   * Writes entries and syncs them to disk, all or none.
   *
   * @param bodies fields between number and prev
   */
  void append(List<byte[]> bodies) throws IOException {
    RandomAccessFile file = open();
    Segment segment = segments.get(segments.size() - 1);
    List<byte[]> lines = new ArrayList<>(bodies.size());
    ByteArrayOutputStream group = new ByteArrayOutputStream(bodies.size() * 512);
    Line last = new Line(number, "", hash);
    for (byte[] body : bodies) {
      Line.Made made = Line.make(last.number() + 1, body, last.hash());
      last = made.line();
      byte[] line = java.util.Arrays.copyOf(made.bytes(), made.bytes().length + 1);
      line[line.length - 1] = '\n';
      lines.add(line);
      group.writeBytes(line);
    }
    try {
      file.seek(segment.length());
      file.write(group.toByteArray());
      file.getFD().sync();
    } catch (IOException e) {
      close(); // half of the group may be there: open() cuts it off before the next
      throw e;
    }
    segment.appended(number + 1, lines);
    number = last.number();
    hash = last.hash();
  }

  private RandomAccessFile open() throws IOException {
    Segment segment = segments.isEmpty() ? begin(1) : segments.get(segments.size() - 1);
    boolean ours = out != null;
    if (segment.length() >= rotateBytes || !isAsLeft(segment, ours)) {
      close();
      segment = begin(LogFiles.sequence(segment.path()) + 1);
    }
    RandomAccessFile file = out;
    if (file == null) {
      file = new RandomAccessFile(segment.path().toFile(), "rw");
      out = file;
      if (file.length() > segment.length()) {
        file.setLength(segment.length());
      }
    }
    return file;
  }

  /**
   * Whether the file is as this log left it. If somebody deleted or changed it while it was open,
   * it stays as evidence, and the chain goes on in a new file; a verification tells.
   */
  private static boolean isAsLeft(Segment segment, boolean open) throws IOException {
    boolean there = Files.isRegularFile(segment.path());
    long size = there ? Files.size(segment.path()) : 0;
    boolean asLeft = there && (open ? size == segment.length() : size >= segment.length());
    if (!asLeft) {
      LOG.error(
          "{} should have {} bytes and has {}: somebody else changed the audit log",
          segment.path(),
          segment.length(),
          size);
    }
    return asLeft;
  }

  /** Leaves a file alone that is there already: of a beginning that failed, or somebody else's. */
  private Segment begin(long sequence) throws IOException {
    LogFiles.createDirectory(directory);
    Path path = LogFiles.path(directory, sequence);
    for (long next = sequence + 1; Files.exists(path); next++) {
      path = LogFiles.path(directory, next);
    }
    LogFiles.create(path);
    LogFiles.sync(directory);
    Segment segment = Segment.begun(path);
    segments.add(segment);
    return segment;
  }

  @Override
  public void close() {
    RandomAccessFile file = out;
    out = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("The audit log cannot be closed: {}", e.toString());
      }
    }
  }
}
