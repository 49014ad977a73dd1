package org.watchfloor.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A built bundle once more, as the next version of itself. */
final class NextVersion {
  private NextVersion() {}

  static byte[] of(Path jar, String version) throws IOException {
    return with(jar, Map.of("Bundle-Version", version));
  }

  /** The same bundle with other values in its manifest. */
  static byte[] with(Path jar, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JarFile from = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(from.getManifest());
      headers.forEach(manifest.getMainAttributes()::putValue);
      try (JarOutputStream to = new JarOutputStream(out, manifest)) {
        for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            to.putNextEntry(new JarEntry(entry.getName()));
            from.getInputStream(entry).transferTo(to);
            to.closeEntry();
          }
        }
      }
    }
    return out.toByteArray();
  }
}
