package org.watchfloor.core.plugins.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.watchfloor.packaging.PackageException;
import org.watchfloor.packaging.PluginPackager;

/**
 * Bundles and packages as tests need them: small, without code, and wrong where it is asked for.
 */
final class Jars {
  static final String DESCRIPTION =
      """
      {"schema": 1, "publisher": "Example Devices", "grade": "D",
       "permissions": [{"kind": "connect", "value": "config:address", "reason": "the gauge"}]}
      """;

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A good bundle of a plugin. */
  static Jars plugin(String id, String version) {
    Jars jar = new Jars();
    jar.header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", "com.example.plugin-" + id)
        .header("Bundle-Version", version)
        .header("Bundle-Name", "Plugin " + id)
        .header("Bundle-Vendor", "Example")
        .header("Import-Package", "org.watchfloor.plugin.api.source;version=\"[1.0,2)\"")
        .entry(
            "OSGI-INF/metatype/com.example.Config.xml",
            "<MetaData><Designate factoryPid=\"org.watchfloor.source." + id + "\"/></MetaData>");
    return jar;
  }

  Jars header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Jars without(String header) {
    headers.remove(header);
    return this;
  }

  Jars entry(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
      headers.forEach(manifest.getMainAttributes()::putValue);
      zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
      manifest.write(zip);
      zip.closeEntry();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An unsigned package of it. */
  byte[] kar() throws IOException {
    return kar(DESCRIPTION);
  }

  byte[] kar(String description) throws IOException {
    Path folder = Files.createTempDirectory("jars");
    try {
      Path jar = Files.write(folder.resolve("a.jar"), bytes());
      Path kar = folder.resolve("a.kar");
      PluginPackager.write(jar, Optional.of(description), kar);
      return Files.readAllBytes(kar);
    } catch (PackageException e) {
      throw new IllegalStateException(e);
    } finally {
      SafeFiles.deleteTree(folder);
    }
  }

  /** The same archive with another set of entries. */
  static byte[] changed(byte[] zip, java.util.function.UnaryOperator<Map<String, byte[]>> change)
      throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        all.put(entry.getName(), in.readAllBytes());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream to = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : change.apply(all).entrySet()) {
        to.putNextEntry(new ZipEntry(entry.getKey()));
        to.write(entry.getValue());
        to.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
