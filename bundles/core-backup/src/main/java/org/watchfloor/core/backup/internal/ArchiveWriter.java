package org.watchfloor.core.backup.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive, part by part, into a file beside the one that is wanted, which appears when it
 * is whole and on disk. A zip file (with Zip64), because the JDK and every system can read one.
 * Used by one thread.
 */
final class ArchiveWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path partial;
  private final ZipOutputStream zip;
  private final List<Manifest.Part> parts = new ArrayList<>();
  private boolean whole;

  /**
   * @throws BackupFault if the file is there or cannot be written
   */
  ArchiveWriter(Path file) throws IOException {
    this.file = file;
    this.partial = file.resolveSibling(file.getFileName() + ".part");
    if (Files.exists(file)) {
      throw new BackupFault("file: " + file + " is there already; nothing was written");
    }
    try {
      Files.deleteIfExists(partial);
      this.zip = new ZipOutputStream(new BufferedOutputStream(create(partial), BUFFER));
      zip.setLevel(Deflater.BEST_SPEED);
    } catch (IOException e) {
      throw new BackupFault("file: " + file + " cannot be written: " + e, e);
    }
  }

  private static OutputStream create(Path file) throws IOException {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
  }

  /** Adds every file of a folder. */
  void add(String name, String place, Map<String, String> figures, Path folder) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Path each : Trees.files(folder)) {
      String path = folder.relativize(each).toString().replace('\\', '/');
      if (!Manifest.isSafe(path)) {
        throw new BackupFault(each + ": a file with such a name cannot be backed up; rename it");
      }
      entries.add(add(name + "/" + path, path, each));
    }
    parts.add(new Manifest.Part(name, place, figures, entries));
  }

  private Manifest.Entry add(String entry, String path, Path source) throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    zip.putNextEntry(new ZipEntry(entry));
    try (InputStream in = Files.newInputStream(source)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        zip.write(buffer, 0, n);
        size += n;
      }
    }
    zip.closeEntry();
    return new Manifest.Entry(
        path, size, HexFormat.of().formatHex(digest.digest()), Trees.mode(source));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Ends the archive and gives it its name. */
  Manifest finish(String version, String host, Instant created) throws IOException {
    Manifest manifest = new Manifest(version, host, created, List.copyOf(parts));
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.encode());
    zip.closeEntry();
    zip.close();
    Trees.sync(partial);
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    whole = true;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Trees.sync(folder);
    }
    return manifest;
  }

  /** Leaves nothing behind of an archive that was not finished. */
  @Override
  public void close() throws IOException {
    if (!whole) {
      try {
        zip.close();
      } catch (IOException e) {
        // the disk is full: what is there goes
      }
      Files.deleteIfExists(partial);
    }
  }
}
