package org.watchfloor.core.audit.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verification of a chain: walks all lines and stops at the first that is wrong. Needs nothing
 * but the JDK, so that it works offline. For one thread.
 */
final class Chain {
  private long number;
  private String hash = Line.NO_PREV;

  /** A file, and how much of it counts. */
  record Part(Path path, long length) {}

  /** Number of the last entry that was right. */
  long number() {
    return number;
  }

  /** Hash of the last entry that was right. */
  String hash() {
    return hash;
  }

  /** Empty if all lines hold together, otherwise what is wrong with the first that does not. */
  Optional<String> walk(List<Part> parts) throws IOException {
    for (Part part : parts) {
      String fault = walk(part);
      if (fault != null) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private @Nullable String walk(Part part) throws IOException {
    try (LineReader reader = new LineReader(part.path(), 0, part.length())) {
      int lineNumber = 0;
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        lineNumber++;
        String fault = fault(bytes, reader.terminated());
        if (fault != null) {
          return "entry %d is broken (%s, line %d): %s"
              .formatted(number + 1, part.path().getFileName(), lineNumber, fault);
        }
      }
      return null;
    } catch (NoSuchFileException | java.io.FileNotFoundException e) {
      return "entry %d is missing: there is no %s".formatted(number + 1, part.path().getFileName());
    }
  }

  private @Nullable String fault(byte[] bytes, boolean terminated) {
    if (!terminated) {
      return "the line is torn";
    }
    Optional<Line> found = Line.of(bytes);
    if (found.isEmpty()) {
      return "it was changed, or is no entry";
    }
    Line line = found.get();
    if (line.number() != number + 1) {
      return "number " + line.number() + " stands in its place";
    }
    if (!line.follows(number, hash)) {
      return "it does not follow entry " + number + " as it is now";
    }
    number = line.number();
    hash = line.hash();
    return null;
  }
}
