package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * Bookmarks of sources, a file each, replaced whole and synced, so that a crash leaves the old one
 * or the new one. Thread-safe.
 */
final class StateFiles {
  private static final int MAX_KEYS = 100;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 65_536;

  private final Path folder;

  /**
   * @param folder made with the first bookmark
   */
  StateFiles(Path folder) {
    this.folder = folder;
  }

  /** The bookmarks of one source, dead once its gate is shut. */
  StateStore of(String sourceId, Gate gate) {
    return new Bookmarks(folder.resolve(sourceId.replace(':', '=') + ".properties"), gate);
  }

  private static final class Bookmarks implements StateStore {
    private final Path file;
    private final Gate gate;

    Bookmarks(Path file, Gate gate) {
      this.file = file;
      this.gate = gate;
    }

    @Override
    public synchronized Optional<String> get(String key) {
      try {
        return Optional.ofNullable(read().getProperty(key));
      } catch (IOException e) {
        throw new IllegalStateException("the bookmarks in " + file + " cannot be read", e);
      }
    }

    @Override
    public synchronized void put(String key, String value) throws IOException {
      check("key", key, MAX_KEY);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: is empty");
      }
      check("value", value, MAX_VALUE);
      Properties all = open();
      all.setProperty(key, value);
      if (all.size() > MAX_KEYS) {
        throw new IllegalArgumentException("key: the source has " + MAX_KEYS + " already");
      }
      write(all);
    }

    @Override
    public synchronized void remove(String key) throws IOException {
      Properties all = open();
      if (all.remove(key) != null) {
        write(all);
      }
    }

    private Properties open() throws IOException {
      if (!gate.pass()) {
        throw new IOException("the source is closed");
      }
      return read();
    }

    private Properties read() throws IOException {
      Properties all = new Properties();
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          all.load(in);
        } catch (IllegalArgumentException e) {
          throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
      }
      return all;
    }

    private void write(Properties all) throws IOException {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (OutputStream out = Files.newOutputStream(fresh)) {
        all.store(out, null);
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        channel.force(true); // the name, too
      }
    }

    private static void check(String what, String text, int max) {
      if (text.length() > max) {
        throw new IllegalArgumentException(
            what + ": " + text.length() + " characters, at most " + max + " are allowed");
      }
    }
  }
}
