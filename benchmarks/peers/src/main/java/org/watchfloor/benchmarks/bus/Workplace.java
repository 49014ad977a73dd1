package org.watchfloor.benchmarks.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folder for all that the run writes, and what is open just now. Both end with the JVM, also when
 * it is interrupted.
 */
final class Workplace {
  private static final int CLOSE_SECONDS = 30;

  private final Path folder;
  private volatile Closers open = new Closers();

  Workplace() throws IOException {
    folder = Files.createTempDirectory("watchfloor-bus");
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "bench-end"));
  }

  Path folder() {
    return folder;
  }

  /** For the next peer. */
  Closers opening() {
    open = new Closers();
    return open;
  }

  /** Ends the peer and deletes its folder; what does not end in time is said and left. */
  void close(Closers closers, Path peers) {
    try {
      Limited.call(
          "close",
          CLOSE_SECONDS,
          () -> {
            closers.close();
            return true;
          });
      delete(peers);
    } catch (Exception e) {
      System.err.println("not closed, the rows after it may suffer: " + e);
    }
  }

  private void end() {
    close(open, folder);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
