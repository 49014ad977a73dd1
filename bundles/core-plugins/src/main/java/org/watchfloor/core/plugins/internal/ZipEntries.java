package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * The central directory of a zip file, read by itself, because {@link java.util.zip.ZipFile} says
 * nothing of links, of overlapping entries and of what lies between them. Layouts and numbers are
 * those of PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; archives over 4 GiB (zip64)
 * and with encryption are none that a package needs.
 */
final class ZipEntries {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int MAX_COMMENT = 0xffff;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final RandomAccessFile file;
  private final PackageLimits limits;

  private ZipEntries(RandomAccessFile file, PackageLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * All entries in the order of the directory.
   *
   * @throws PackageRefused if it is no zip file, or one that a package must not be
   */
  static List<ZipName> read(Path path, PackageLimits limits) throws PackageRefused, IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      return new ZipEntries(file, limits).read();
    }
  }

  private record Located(ZipName entry, long offset, long compressed) {}

  private List<ZipName> read() throws PackageRefused, IOException {
    long end = findEnd();
    ByteBuffer record = bytes(end, END_LENGTH);
    int count = record.getShort(10) & 0xffff;
    long length = record.getInt(12) & 0xffffffffL;
    long start = record.getInt(16) & 0xffffffffL;
    if (record.getInt(4) != 0 || count != (record.getShort(8) & 0xffff)) {
      throw new PackageRefused("the archive is in several parts");
    }
    if (count == 0 || start + length != end) {
      throw new PackageRefused("the archive is corrupt: its directory is not where it says");
    }
    if (count > limits.entries()) {
      throw new PackageRefused(
          "the archive has " + count + " entries, at most " + limits.entries() + " are taken");
    }
    List<Located> all = directory(start, length, count);
    noOverlaps(all, start);
    return all.stream().map(Located::entry).toList();
  }

  private long findEnd() throws PackageRefused, IOException {
    long size = file.length();
    int tail = (int) Math.min(size, END_LENGTH + MAX_COMMENT);
    ByteBuffer last = bytes(size - tail, tail);
    for (int at = tail - END_LENGTH; at >= 0; at--) {
      if (last.getInt(at) == END && (last.getShort(at + 20) & 0xffff) == tail - at - END_LENGTH) {
        return size - tail + at;
      }
    }
    throw new PackageRefused("the file is no zip archive, or its end is missing");
  }

  private List<Located> directory(long start, long length, int count)
      throws PackageRefused, IOException {
    // a name, extra field and comment of 1 KiB on average are more than any archive has
    if (length > (long) count * (CENTRAL_LENGTH + 1024)) {
      throw new PackageRefused("the archive is corrupt: its directory is too long");
    }
    ByteBuffer directory = bytes(start, (int) length);
    List<Located> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(entry(directory));
    }
    if (directory.hasRemaining()) {
      throw new PackageRefused("the archive is corrupt: more entries than it says");
    }
    return all;
  }

  private Located entry(ByteBuffer directory) throws PackageRefused, IOException {
    int at = directory.position();
    if (directory.remaining() < CENTRAL_LENGTH || directory.getInt(at) != CENTRAL) {
      throw new PackageRefused("the archive is corrupt: an entry of its directory is not whole");
    }
    int nameLength = directory.getShort(at + 28) & 0xffff;
    int rest =
        nameLength
            + (directory.getShort(at + 30) & 0xffff)
            + (directory.getShort(at + 32) & 0xffff);
    if (directory.remaining() < CENTRAL_LENGTH + rest) {
      throw new PackageRefused("the archive is corrupt: an entry of its directory is not whole");
    }
    byte[] name = new byte[nameLength];
    directory.get(at + CENTRAL_LENGTH, name);
    directory.position(at + CENTRAL_LENGTH + rest);
    long compressed = directory.getInt(at + 20) & 0xffffffffL;
    ZipName entry =
        ZipName.of(
            name,
            directory.getInt(at + 24) & 0xffffffffL,
            compressed,
            (directory.getInt(at + 38) >>> 16) & 0xffff);
    method(entry, directory.getShort(at + 8), directory.getShort(at + 10));
    long offset = directory.getInt(at + 42) & 0xffffffffL;
    return new Located(entry, local(entry, name, offset), compressed);
  }

  private static void method(ZipName entry, short flags, short method) throws PackageRefused {
    if ((flags & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
      throw new PackageRefused(
          "the entry " + entry.name() + " is encrypted, or packed in a way that is not taken");
    }
  }

  /** Checks the header in front of an entry's bytes; where the header begins. */
  private long local(ZipName entry, byte[] name, long offset) throws PackageRefused, IOException {
    if (offset + LOCAL_LENGTH + name.length > file.length()) {
      throw new PackageRefused("the archive is cut off: " + entry.name() + " is missing");
    }
    ByteBuffer header = bytes(offset, LOCAL_LENGTH + name.length);
    byte[] again = new byte[name.length];
    header.get(LOCAL_LENGTH, again);
    if (header.getInt(0) != LOCAL
        || (header.getShort(26) & 0xffff) != name.length
        || !java.util.Arrays.equals(name, again)) {
      throw new PackageRefused(
          "the archive is corrupt: it has " + entry.name() + " under another name too");
    }
    return offset;
  }

  /** Overlapping entries are how a small file unpacks to terabytes. */
  private static void noOverlaps(List<Located> all, long directory) throws PackageRefused {
    List<Located> inOrder = new ArrayList<>(all);
    inOrder.sort(Comparator.comparingLong(Located::offset));
    long end = 0;
    for (Located one : inOrder) {
      if (one.offset() < end || (end == 0 && one.offset() != 0)) {
        throw new PackageRefused(
            "the archive is corrupt: " + one.entry().name() + " does not lie where it should");
      }
      end = one.offset() + LOCAL_LENGTH + one.compressed();
    }
    if (end > directory) {
      throw new PackageRefused("the archive is corrupt: an entry reaches into its directory");
    }
  }

  private ByteBuffer bytes(long from, int length) throws PackageRefused, IOException {
    if (from < 0 || length < 0 || from + length > file.length()) {
      throw new PackageRefused("the archive is cut off");
    }
    byte[] bytes = new byte[length];
    file.seek(from);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
