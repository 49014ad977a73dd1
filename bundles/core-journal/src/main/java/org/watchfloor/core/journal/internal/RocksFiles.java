package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files: the one holder of RocksDB's natives. Thread-safe: every use holds a shared
 * lock, opening and closing hold it alone, so that nobody touches a native that is gone.
 */
final class RocksFiles implements AutoCloseable {
  /** Something done with the open tables. Must not keep them. */
  interface Use<T> {
    T with(Tables tables) throws RocksDBException;
  }

  /** Below this RocksDB would not come up again: what is open for reading is left as it is. */
  private static final long MIN_FREE_BYTES = 32L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RocksFiles.class);

  private final Path directory;
  private final HighWater highWater;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable Tables tables;
  private boolean closed;

  /**
   * @throws IOException if the directory cannot be made or RocksDB cannot open it
   */
  RocksFiles(Path directory) throws IOException {
    this.directory = directory;
    createDirectories(directory);
    highWater = new HighWater(directory);
    try {
      highWater.verifyManifest();
      tables = open();
    } catch (RocksDBException | IOException | RuntimeException e) {
      highWater.close();
      throw new IOException(directory + ": " + e.getMessage() + advice(e), e);
    }
  }

  HighWater highWater() {
    return highWater;
  }

  /** After a kill or a power cut the end of the log may be a group that was never finished. */
  private Tables open() throws RocksDBException {
    try {
      return open(Tables.Mode.STRICT, Tables.Mode.UNFINISHED);
    } catch (RocksDBException e) {
      if (!isCorruption(e)) {
        throw e;
      }
      LOG.error(
          "The journal in {} is damaged: {}. What is whole is kept.", directory, e.getMessage());
      return new Tables(directory, Tables.Mode.SALVAGE);
    }
  }

  private Tables open(Tables.Mode mode, Tables.Mode otherwise) throws RocksDBException {
    try {
      return new Tables(directory, mode);
    } catch (RocksDBException e) {
      if (!isCorruption(e)) {
        throw e;
      }
      return new Tables(directory, otherwise);
    }
  }

  static boolean isCorruption(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption;
  }

  /** For the owner only: plates and calls are in there. */
  private static void createDirectories(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(directory, attributes);
  }

  private String advice(Exception e) {
    return e instanceof RocksDBException fault && !isCorruption(fault) ? "" : restore(directory);
  }

  /** What a person must do about files that are damaged. */
  static String restore(Path directory) {
    return ". Its files are damaged. Stop the center, keep a copy of "
        + directory
        + ", and put a backup in its place; signals are refused until then.";
  }

  Path directory() {
    return directory;
  }

  /**
   * @throws IllegalStateException if the journal is closed
   */
  <T> T use(Use<T> use) throws RocksDBException {
    lock.readLock().lock();
    try {
      Tables open = tables;
      if (open == null) {
        throw new IllegalStateException("the journal is closed");
      }
      return use.with(open);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Finds out where the log begins and ends, after it was opened. */
  void recover(Recovery recovery) throws RocksDBException, IOException {
    lock.readLock().lock();
    try {
      Tables open = tables;
      if (open == null) {
        throw new IllegalStateException("the journal is closed");
      }
      recovery.run(open);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Closes and opens again, after a write that failed: only recovery tells which entries of it are
   * on disk. Where opening fails, reads go on from a read-only one.
   *
   * @throws IOException if it cannot be written still
   */
  void reopen() throws IOException {
    if (Files.getFileStore(directory).getUsableSpace() < MIN_FREE_BYTES) {
      throw new IOException("less than 32 MiB are free on the disk of " + directory);
    }
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IOException("the journal is closed");
      }
      closeTables();
      highWater.verifyManifest();
      tables = open();
    } catch (RocksDBException e) {
      tables = readOnly();
      throw new IOException(e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private @Nullable Tables readOnly() {
    try {
      return new Tables(directory, Tables.Mode.READ_ONLY);
    } catch (RocksDBException e) {
      LOG.error("The journal in {} cannot even be read: {}", directory, e.getMessage());
      return null;
    }
  }

  /**
   * Writes a consistent copy of all files, with hard links where the disk allows.
   *
   * @param target does not exist, or is empty
   */
  void checkpoint(Path target) throws IOException {
    // RocksDB makes the directory itself, and refuses one that is there.
    Files.deleteIfExists(target);
    try {
      use(
          tables -> {
            try (Checkpoint checkpoint = Checkpoint.create(tables.db)) {
              checkpoint.createCheckpoint(target.toString());
              return 0;
            }
          });
    } catch (RocksDBException e) {
      throw new IOException(target + ": " + e.getMessage(), e);
    }
  }

  /** Size of all files, bytes; 0 where it cannot be told. */
  long diskBytes() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(RocksFiles::size).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // RocksDB deletes files at any time.
      return 0;
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      closeTables();
      highWater.close();
    } catch (IOException e) {
      LOG.warn("The journal's high-water mark cannot be written: {}", e.getMessage());
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void closeTables() {
    Tables open = tables;
    tables = null;
    if (open != null) {
      open.close();
    }
  }
}
