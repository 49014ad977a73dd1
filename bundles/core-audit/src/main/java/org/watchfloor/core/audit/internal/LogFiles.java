package org.watchfloor.core.audit.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the log: {@code audit-00000001.jsonl}, {@code audit-00000002.jsonl}, ... */
final class LogFiles {
  private static final Pattern NAME = Pattern.compile("audit-([0-9]{8})\\.jsonl");

  private LogFiles() {}

  static Path path(Path directory, long sequence) {
    return directory.resolve("audit-%08d.jsonl".formatted(sequence));
  }

  static long sequence(Path path) {
    String name = path.getFileName().toString();
    return Long.parseLong(name.substring(6, 14));
  }

  /** In the order in which they were written. */
  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, attributes(directory, "rwx------"));
  }

  /**
   * @throws FileAlreadyExistsException if it is there
   */
  static void create(Path file) throws IOException {
    Files.createFile(file, attributes(file, "rw-------"));
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0]; // Windows: the folder's own access list holds
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  /**
   * Makes new names in a directory last through a power cut. Only a channel can be opened on a
   * directory, and an interrupt of the calling thread closes it: hence again, and the interrupt
   * afterwards.
   */
  static void sync(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!force(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  /** Copies what follows a place into a new file beside, {@code <name>.torn}, and cuts it off. */
  static Path setAside(Path file, long from) throws IOException {
    Path torn = file.resolveSibling(file.getFileName() + ".torn");
    for (int i = 2; Files.exists(torn); i++) {
      torn = file.resolveSibling(file.getFileName() + ".torn-" + i);
    }
    create(torn);
    try (FileChannel source =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel target = FileChannel.open(torn, StandardOpenOption.WRITE)) {
      long at = from;
      while (at < source.size()) {
        at += source.transferTo(at, source.size() - at, target);
      }
      target.force(true);
      source.truncate(from);
      source.force(true);
    }
    return torn;
  }
}
