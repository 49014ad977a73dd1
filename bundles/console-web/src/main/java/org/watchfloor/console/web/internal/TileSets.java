package org.watchfloor.console.web.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sets of tiles in one folder. Looks into the folder again when asked and the last look is a
 * second old, so that a file dropped there is on the map without a restart. Thread-safe: tiles are
 * read side by side, a file that was replaced is closed when nobody reads it.
 */
final class TileSets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TileSets.class);
  private static final Pattern FILE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})\\.mbtiles");
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Tells a replaced file from the same file. */
  private record Stamp(long size, FileTime modified, String key) {}

  private final Path folder;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, TileSet> open = new TreeMap<>();
  private final Map<String, Stamp> seen = new HashMap<>();
  private volatile long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

  TileSets(Path folder) {
    this.folder = folder;
  }

  /** All that can be read, by name. */
  List<TileSetInfo> all() {
    look();
    lock.readLock().lock();
    try {
      return open.values().stream().map(TileSet::info).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  Optional<TileSetInfo> info(String name) {
    look();
    lock.readLock().lock();
    try {
      return Optional.ofNullable(open.get(name)).map(TileSet::info);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Empty where the set, or the tile in it, is absent. */
  Optional<byte[]> tile(String name, int z, int x, int y) throws SQLException {
    lock.readLock().lock();
    try {
      TileSet set = open.get(name);
      return set == null ? Optional.empty() : set.tile(z, x, y);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void look() {
    if (System.nanoTime() - lookedAt < LOOK_AGAIN_NANOS) {
      return;
    }
    lock.writeLock().lock();
    try {
      if (System.nanoTime() - lookedAt >= LOOK_AGAIN_NANOS) {
        refresh(files());
        lookedAt = System.nanoTime();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.mbtiles")) {
      for (Path entry : entries) {
        Matcher name = FILE.matcher(entry.getFileName().toString());
        if (name.matches()) {
          files.put(name.group(1), entry);
        }
      }
    } catch (NoSuchFileException e) {
      return files; // nobody has put a map there yet
    } catch (IOException e) {
      LOG.warn("cannot look into {} for maps: {}", folder, e.toString());
    }
    return files;
  }

  private void refresh(Map<String, Path> files) {
    for (String name : new ArrayList<>(seen.keySet())) {
      if (!files.containsKey(name)) {
        forget(name);
      }
    }
    files.forEach(
        (name, file) -> {
          Stamp stamp = stamp(file);
          if (!stamp.equals(seen.get(name))) {
            forget(name);
            seen.put(name, stamp);
            take(name, file);
          }
        });
  }

  private static Stamp stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return new Stamp(-1, FileTime.fromMillis(0), ""); // gone meanwhile: the next look sees it
    }
  }

  private void take(String name, Path file) {
    try {
      TileSet set = TileSet.open(name, file);
      open.put(name, set);
      LOG.info("map {}: {}", name, set.info());
    } catch (SQLException | RuntimeException e) {
      LOG.warn(
          "{} is not shown: it cannot be read as MBTiles ({}). Replace the file; it is tried again"
              + " when it changes",
          file,
          e.getMessage());
    }
  }

  private void forget(String name) {
    seen.remove(name);
    TileSet set = open.remove(name);
    if (set != null) {
      try {
        set.close();
      } catch (SQLException e) {
        LOG.warn("map {} cannot be closed: {}", name, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      new ArrayList<>(seen.keySet()).forEach(this::forget);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
