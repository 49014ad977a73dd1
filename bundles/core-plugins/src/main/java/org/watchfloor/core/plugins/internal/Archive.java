package org.watchfloor.core.plugins.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * An archive that was read whole: every entry unpacked once and held against its checksum and its
 * signature, nothing written anywhere. Immutable.
 */
final class Archive {
  private final Set<String> names;
  private final Map<String, byte[]> kept;
  private final Manifest manifest;
  private final Signers signers;

  private Archive(Set<String> names, Map<String, byte[]> kept, Manifest manifest, Signers signers) {
    this.names = names;
    this.kept = kept;
    this.manifest = manifest;
    this.signers = signers;
  }

  /**
   * @param wanted names of the entries whose bytes are kept
   * @throws PackageRefused if it is corrupt, too large, changed since it was signed, or has what an
   *     archive from outside must not have
   */
  static Archive read(Path path, PackageLimits limits, Predicate<String> wanted)
      throws PackageRefused, IOException {
    List<ZipName> entries = ZipEntries.read(path, limits);
    Set<String> names = distinct(entries);
    long unpacked = entries.stream().mapToLong(ZipName::size).sum();
    if (unpacked > limits.unpacked()) {
      throw new PackageRefused(
          String.format(
              Locale.ROOT,
              "the archive unpacks to %,d bytes, at most %,d are taken",
              unpacked,
              limits.unpacked()));
    }
    // ZipException and what a damaged manifest or certificate lets the JDK throw
    try (JarFile jar = new JarFile(path.toFile(), true, ZipFile.OPEN_READ)) {
      Map<String, byte[]> kept = new LinkedHashMap<>();
      Signers signers = new Signers();
      for (ZipName entry : entries) {
        JarEntry found = jar.getJarEntry(entry.name());
        if (found == null) {
          throw new PackageRefused("the archive is corrupt: " + entry.name() + " is missing");
        }
        byte[] bytes = unpack(jar, found, entry);
        signers.saw(found);
        if (wanted.test(entry.name())) {
          kept.put(entry.name(), bytes);
        }
      }
      @Nullable Manifest manifest = jar.getManifest();
      Manifest present = manifest == null ? new Manifest() : manifest;
      signers.all(present, names);
      return new Archive(names, kept, present, signers);
    } catch (SecurityException e) {
      throw new PackageRefused("the archive was changed after it was signed: " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PackageRefused("the archive is corrupt: " + e.getMessage(), e);
    }
  }

  private static Set<String> distinct(List<ZipName> entries) throws PackageRefused {
    Set<String> names = new HashSet<>();
    Set<String> folded = new HashSet<>();
    for (ZipName entry : entries) {
      String name = entry.name();
      // the JDK looks for the manifest and for signatures in any case
      boolean meta = name.toUpperCase(Locale.ROOT).startsWith("META-INF/");
      if (!names.add(name) || (meta && !folded.add(name.toUpperCase(Locale.ROOT)))) {
        throw new PackageRefused("the archive has the entry " + name + " twice");
      }
    }
    return names;
  }

  private static byte[] unpack(JarFile jar, JarEntry found, ZipName entry)
      throws PackageRefused, IOException {
    CRC32 sum = new CRC32();
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(entry.size(), 1 << 20));
    try (InputStream in = jar.getInputStream(found)) {
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.update(buffer, 0, n);
        out.write(buffer, 0, n);
        if (out.size() > entry.size()) {
          throw new PackageRefused("the entry " + entry.name() + " is larger than it says");
        }
      }
    }
    if (out.size() != entry.size() || (!entry.folder() && sum.getValue() != found.getCrc())) {
      throw new PackageRefused(
          "the archive is corrupt: the checksum of " + entry.name() + " does not fit");
    }
    return out.toByteArray();
  }

  /** Of files and folders. */
  Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** Bytes of an entry that was wanted; null if there is none. */
  byte @Nullable [] bytes(String name) {
    return kept.get(name);
  }

  /** What was wanted, by name. */
  Map<String, byte[]> kept() {
    return Collections.unmodifiableMap(kept);
  }

  /** Value of a main attribute of the manifest; empty if there is none. */
  String header(String name) {
    @Nullable String value = manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value.strip();
  }

  Signers signers() {
    return signers;
  }
}
