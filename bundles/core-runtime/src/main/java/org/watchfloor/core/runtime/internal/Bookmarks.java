package org.watchfloor.core.runtime.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * The bookmarks of one source in a file that begins with the checksum of the rest. It is replaced
 * whole and synced, so that a crash leaves the old one or the new one. A damaged file is put aside,
 * and the source begins without bookmarks: it then hands in again what the center has, which is
 * kept once. Thread-safe.
 */
final class Bookmarks implements StateStore {
  private static final Logger LOG = LoggerFactory.getLogger(Bookmarks.class);

  private static final int MAX_KEYS = 100;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 65_536;

  /** All values full of characters that are written with six. */
  private static final long MAX_BYTES = 6L * MAX_KEYS * (MAX_KEY + MAX_VALUE) + 4_096;

  private static final byte[] NOTHING = {};
  private static final String CHECKSUM = "#crc32=%08x\n";
  private static final int CHECKSUM_LENGTH = checksum(new byte[0]).length;

  private final String sourceId;
  private final Path file;
  private final Gate gate;
  private final Copies copies;
  private boolean saidNoCopy;

  Bookmarks(String sourceId, Path file, Gate gate, Copies copies) {
    this.sourceId = sourceId;
    this.file = file;
    this.gate = gate;
    this.copies = copies;
  }

  /**
   * Goes on from the copy that the node has left which ran the source last. Without one it goes on
   * from the file: what the source then hands in again is kept once.
   */
  synchronized void takeOver() {
    try {
      byte[] copy = copies.fetch(sourceId).orElse(NOTHING);
      boolean isOurs = Files.exists(file) && Arrays.equals(copy, Files.readAllBytes(file));
      if (copy.length > 0 && !isOurs && isWhole(copy)) {
        replace(copy);
        LOG.info("source {} goes on from the bookmarks of the node that ran it last", sourceId);
      }
    } catch (IOException e) {
      LOG.warn(
          "the bookmarks of source {} are not had from other nodes, it goes on from {}: {}",
          sourceId,
          file,
          e.getMessage());
    }
  }

  /** Empty, too, where the file cannot be read, which the log says. */
  @Override
  public synchronized Optional<String> get(String key) {
    try {
      return Optional.ofNullable(read().getProperty(key));
    } catch (IOException e) {
      LOG.warn("the bookmarks of source {} in {} cannot be read: {}", sourceId, file, e.toString());
      return Optional.empty();
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

  private static void check(String what, String text, int max) {
    if (text.length() > max) {
      throw new IllegalArgumentException(
          what + ": " + text.length() + " characters, at most " + max + " are allowed");
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
    if (!Files.exists(file)) {
      return all;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) MAX_BYTES);
    }
    if (!isWhole(bytes)) {
      putAside();
      return all;
    }
    int length = bytes.length - CHECKSUM_LENGTH;
    all.load(new ByteArrayInputStream(bytes, CHECKSUM_LENGTH, length));
    return all;
  }

  private static boolean isWhole(byte[] bytes) {
    int begin = Math.min(CHECKSUM_LENGTH, bytes.length);
    byte[] content = Arrays.copyOfRange(bytes, begin, bytes.length);
    return Arrays.equals(bytes, 0, begin, checksum(content), 0, CHECKSUM_LENGTH);
  }

  private void putAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.warn(
        "the bookmarks of source {} are damaged: it begins without them and hands in again what its"
            + " device still has; they are kept in {}",
        sourceId,
        aside);
  }

  private static byte[] checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return String.format(Locale.ROOT, CHECKSUM, crc.getValue()).getBytes(StandardCharsets.US_ASCII);
  }

  private void write(Properties all) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    all.store(content, null);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(checksum(content.toByteArray()));
    whole.writeBytes(content.toByteArray());
    replace(whole.toByteArray());
    copy(whole.toByteArray());
  }

  /** Not having one costs no more than that the source hands in again what the center has. */
  private void copy(byte[] bytes) {
    try {
      copies.keep(sourceId, bytes);
      saidNoCopy = false;
    } catch (IOException e) {
      if (!saidNoCopy) {
        saidNoCopy = true;
        LOG.warn("the bookmarks of source {} are on this node only: {}", sourceId, e.getMessage());
      }
    }
  }

  private void replace(byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(out, bytes);
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      channel.force(true); // the name, too
    }
  }

  private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}
