package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An archive that is read: what it says and whether that is true. Used by one thread. */
final class ArchiveReader implements AutoCloseable {
  private static final int MAX_MANIFEST = 1 << 28;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  /** What is done with the bytes of a file. */
  @FunctionalInterface
  private interface Sink {
    OutputStream open(Manifest.Part part, Manifest.Entry entry) throws IOException;
  }

  /**
   * @throws BackupFault if it is no archive, is not whole, or holds what its manifest does not name
   */
  ArchiveReader(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new BackupFault("file: there is no " + file);
    }
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new BackupFault("file: " + file + " is no whole backup: " + e.getMessage(), e);
    }
    try {
      this.manifest = readManifest();
      compareNames();
    } catch (IOException e) {
      zip.close();
      throw e instanceof BackupFault
          ? e
          : new BackupFault("file: " + file + " is no whole backup: " + e.getMessage(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  private Manifest readManifest() throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw fault("it has no " + Manifest.NAME);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_MANIFEST);
      return Manifest.decode(bytes);
    } catch (BackupFault e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  private void compareNames() throws BackupFault {
    Set<String> named = new HashSet<>();
    named.add(Manifest.NAME);
    for (Manifest.Part part : manifest.parts()) {
      part.files().forEach(entry -> named.add(part.name() + "/" + entry.path()));
    }
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      String name = all.nextElement().getName();
      if (!named.remove(name)) {
        throw fault(
            "it holds \"" + name.replaceAll("\\p{Cntrl}", " ") + "\", which it does not name");
      }
    }
    if (!named.isEmpty()) {
      throw fault("it does not hold " + named.iterator().next());
    }
  }

  /** Reads everything and compares every hash. */
  void verify(Consumer<String> progress) throws IOException {
    read((part, entry) -> OutputStream.nullOutputStream(), progress);
  }

  /** The same, and writes the files below a folder, each part at its place, all of it on disk. */
  void extract(Path root, Consumer<String> progress) throws IOException {
    read((part, entry) -> write(root.resolve(part.place()), entry), progress);
    for (Manifest.Part part : manifest.parts()) {
      Trees.make(root.resolve(part.place()));
      for (Manifest.Entry entry : part.files()) {
        Path written = root.resolve(part.place()).resolve(entry.path());
        Trees.setMode(written, entry.mode());
        Trees.sync(written);
      }
    }
  }

  private static OutputStream write(Path folder, Manifest.Entry entry) throws IOException {
    Path target = folder.resolve(entry.path()).normalize();
    if (!target.startsWith(folder)) {
      throw new BackupFault(entry.path() + ": leads out of its folder");
    }
    Path parent = target.getParent();
    Trees.make(parent == null ? folder : parent);
    return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private void read(Sink sink, Consumer<String> progress) throws IOException {
    for (Manifest.Part part : manifest.parts()) {
      progress.accept(
          part.name() + ": " + part.files().size() + " files, " + part.bytes() + " bytes");
      for (Manifest.Entry entry : part.files()) {
        try (OutputStream out = sink.open(part, entry)) {
          copy(part, entry, out);
        } catch (ZipException | java.io.EOFException e) {
          throw fault(part.name() + "/" + entry.path() + " cannot be read: " + e.getMessage());
        }
      }
    }
  }

  private void copy(Manifest.Part part, Manifest.Entry entry, OutputStream out) throws IOException {
    String name = part.name() + "/" + entry.path();
    MessageDigest digest = ArchiveWriter.sha256();
    long size = 0;
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > entry.size()) {
          break;
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    if (size != entry.size() || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
      throw fault(name + " is not what was backed up: its SHA-256 is another");
    }
  }

  private BackupFault fault(String reason) {
    return new BackupFault("file: " + file + " cannot be used: " + reason);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
