package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, which its driver unpacks into a folder for temporary files. Thread-safe.
 * It is to be loaded ahead of the first connection, for the driver remembers for ever that the load
 * failed which a connection asked for (NativeDB.load); the loader itself can be asked again.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /**
   * Does nothing if the library is loaded already.
   *
   * @throws NativeLibraryUnavailable if it cannot be; another attempt may succeed
   */
  static void load() {
    load(folder(), SQLiteJDBCLoader::initialize);
  }

  /** Where the driver unpacks to. */
  static Path folder() {
    return Path.of(
        System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "/tmp")));
  }

  static synchronized void load(Path folder, Callable<Boolean> loader) {
    Set<Path> before = unpacked(folder);
    try {
      loader.call();
    } catch (Exception | LinkageError e) {
      // The driver leaves what it could unpack: with each attempt the disk would be fuller.
      unpacked(folder).stream().filter(file -> !before.contains(file)).forEach(NativeLibrary::drop);
      throw new NativeLibraryUnavailable(e);
    }
  }

  private static Set<Path> unpacked(Path folder) {
    String prefix = "sqlite-" + SQLiteJDBCLoader.getVersion() + "-";
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of(); // no folder, nothing left in it
    }
  }

  private static void drop(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is of no use and cannot be deleted: {}", file, e.toString());
    }
  }
}
