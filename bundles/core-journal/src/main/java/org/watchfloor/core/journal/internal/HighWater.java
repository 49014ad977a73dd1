package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What RocksDB cannot tell about itself: the last position that was ever given, in a small file
 * beside it. So entries that are missing after damage are noticed, and their positions are never
 * given again. Thread-safe.
 *
 * <p>The position is written after each group and not synced: that survives the death of the
 * process, not that of the machine. For the latter positions are reserved, synced, {@value #STEP}
 * at a time; after the machine went down the next position comes after those.
 *
 * <p>A checksum over RocksDB's list of its files is in it as well, see {@link Manifest}.
 *
 * <p>Two records are written in turn, 4096 bytes apart, so that one is whole at any time; integers
 * big-endian: version 1 (4), CRC32C of the rest (4), number of the record, position, reserved,
 * first position kept (8 each), whether the journal was closed (1), run of the machine (8); number
 * (8), length (8) and CRC32C (4) of the list of files.
 */
final class HighWater implements AutoCloseable {
  /** One sync more for so many entries costs nothing; so many left out are no loss. */
  static final long STEP = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(HighWater.class);
  private static final String FILE = "high-water";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int VERSION = 1;
  private static final int SLOT = 4096;
  private static final int SIZE = 4 + 4 + 4 * 8 + 1 + 8 + 8 + 8 + 4;

  private final Path directory;
  private final FileChannel channel;
  private final long boot = boot();
  private boolean known;
  private boolean failing;
  private long number;
  private long position;
  private long reserved;
  private long first;
  private boolean closed;
  private boolean inUse;
  private long bootThen;
  private long manifestNumber;
  private long manifestSize;
  private int manifestChecksum;
  private @Nullable Manifest manifest;

  HighWater(Path directory) throws IOException {
    this.directory = directory;
    channel =
        FileChannel.open(
            directory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    read(0);
    read(SLOT);
    if (!known && channel.size() > 0) {
      LOG.warn("{} is damaged and is written anew", directory.resolve(FILE));
    }
  }

  private static long boot() {
    try {
      CRC32C crc = new CRC32C();
      crc.update(Files.readString(BOOT_ID).getBytes(StandardCharsets.UTF_8));
      return crc.getValue();
    } catch (IOException e) {
      // Where a run of the machine cannot be told, each start counts as one.
      return -1;
    }
  }

  private void read(long offset) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(SIZE);
    while (in.hasRemaining() && channel.read(in, offset + in.position()) > 0) {
      continue;
    }
    if (in.hasRemaining() || in.getInt(0) != VERSION || in.getInt(4) != checksum(in)) {
      return;
    }
    in.flip().position(8);
    long candidate = in.getLong();
    if (known && candidate < number) {
      return;
    }
    known = true;
    number = candidate;
    position = in.getLong();
    reserved = in.getLong();
    first = in.getLong();
    closed = in.get() == 1;
    bootThen = in.getLong();
    manifestNumber = in.getLong();
    manifestSize = in.getLong();
    manifestChecksum = in.getInt();
  }

  private static int checksum(ByteBuffer record) {
    CRC32C crc = new CRC32C();
    crc.update(record.array(), 8, SIZE - 8);
    return (int) crc.getValue();
  }

  /**
   * Before RocksDB opens the files.
   *
   * @throws IOException if its list of files is not what it was
   */
  synchronized void verifyManifest() throws IOException {
    Manifest now = Manifest.of(directory);
    if (now == null) {
      if (position > 0) {
        throw new IOException("the list of files, CURRENT, is missing or damaged");
      }
      return;
    }
    // another list than then was begun by an opening that was killed before it got here
    boolean same = known && now.number() == manifestNumber;
    if (same && !now.beginsWith(manifestSize, manifestChecksum)) {
      throw new IOException("the list of files, MANIFEST-%06d, is damaged".formatted(now.number()));
    }
  }

  /** The last position that is known to be given; 0 where the file is new. */
  synchronized long position() {
    return position;
  }

  /** The oldest position that was kept; 0 where the file is new. */
  synchronized long first() {
    return first;
  }

  /** The last position that may have been given: more than is known if the machine went down. */
  synchronized long mayBeGiven() {
    boolean exact = closed || (boot == bootThen && boot != -1);
    return exact ? position : Math.max(position, reserved);
  }

  /**
   * Before positions are given.
   *
   * @throws IOException if they cannot be reserved on disk
   */
  synchronized void reserve(long upTo) throws IOException {
    if (upTo > reserved || !known) {
      reserved = upTo + STEP;
      write(true);
    }
  }

  /** Entries are on disk. A failure costs the check at the next start, and is no reason to stop. */
  synchronized void wrote(long firstKept, long last) {
    position = last;
    first = firstKept;
    try {
      write(false);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("The journal's high-water mark cannot be written: {}", e.getMessage());
      }
    }
  }

  private void write(boolean sync) throws IOException {
    known = true;
    number++;
    followManifest();
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    out.putInt(VERSION).putInt(0).putLong(number).putLong(position).putLong(reserved);
    out.putLong(first).put((byte) (closed ? 1 : 0)).putLong(boot);
    out.putLong(manifestNumber).putLong(manifestSize).putInt(manifestChecksum);
    out.putInt(4, checksum(out)).flip();
    long offset = number % 2 * SLOT;
    while (out.hasRemaining()) {
      channel.write(out, offset + out.position());
    }
    if (sync) {
      channel.force(false);
    }
  }

  /**
   * Entries before a position are going to be deleted; synced, so that they do not count as lost.
   */
  synchronized void keeps(long firstKept) throws IOException {
    first = firstKept;
    write(true);
  }

  private void followManifest() throws IOException {
    Manifest list = manifest;
    if (list != null) {
      list.follow();
      manifestNumber = list.number();
      manifestSize = list.size();
      manifestChecksum = list.checksum();
    }
  }

  /** The journal is in use from here on. */
  synchronized void opened(long firstKept, long last) throws IOException {
    manifest = Manifest.of(directory);
    inUse = true;
    closed = false;
    position = last;
    first = firstKept;
    bootThen = boot;
    reserved = Math.max(last, reserved);
    write(true);
  }

  @Override
  public synchronized void close() throws IOException {
    try (channel) {
      // RocksDB may have added to its list when it closed
      if (inUse) {
        inUse = false;
        closed = true;
        write(true);
      }
    }
  }
}
