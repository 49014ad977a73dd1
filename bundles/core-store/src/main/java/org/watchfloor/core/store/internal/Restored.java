package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.store.StoreException;

/** A backup that a restore laid beside the store, to be begun with. Used by one thread. */
final class Restored {
  static final String FOLDER = "store.restore";
  private static final Logger LOG = LoggerFactory.getLogger(Restored.class);

  private final Path directory;
  private final Path folder;
  private final Clock clock;

  Restored(Path directory, Clock clock) {
    this.directory = directory;
    this.folder = directory.resolve(FOLDER);
    this.clock = clock;
  }

  /** Puts SQLite's file in its place before it is opened; the one that is there steps aside. */
  void beforeOpening() {
    Path file = folder.resolve(SqliteBackend.FILE);
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String ending : List.of("", "-wal", "-shm")) {
        Path old = directory.resolve(SqliteBackend.FILE + ending);
        if (Files.exists(old)) {
          Files.move(old, directory.resolve("store.before-" + now() + ".db" + ending));
        }
      }
      Files.move(file, directory.resolve(SqliteBackend.FILE), StandardCopyOption.ATOMIC_MOVE);
      done();
    } catch (IOException e) {
      throw new StoreException("%s cannot be restored: %s".formatted(file, e), e);
    }
  }

  /** Reads the files of a backup into PostgreSQL, in one transaction. */
  void afterOpening(Writer writer, Backend backend) {
    if (!Files.exists(folder.resolve(LogicalBackup.MANIFEST))) {
      return;
    }
    writer.transaction(
        c -> {
          backend.takeYourTime(c);
          try {
            new LogicalBackup(clock).read(c, folder);
            return 0;
          } catch (IOException e) {
            throw new StoreException("%s cannot be restored: %s".formatted(folder, e), e);
          }
        });
    try {
      done();
    } catch (IOException e) {
      throw new StoreException("%s is restored and cannot be moved: %s".formatted(folder, e), e);
    }
  }

  private void done() throws IOException {
    Path done = directory.resolve("store.restored-" + now());
    Files.move(folder, done);
    LOG.info("The store is restored from a backup; {} can be deleted", done);
  }

  private String now() {
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
        .withZone(ZoneOffset.UTC)
        .format(clock.instant());
  }
}
