package org.watchfloor.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;

/**
 * Makes a {@code .kar} of a plugin's bundle: the bundle as in a Maven repository, a Karaf feature
 * around it, and {@code META-INF/watchfloor/plugin.json}. Signs it as any jar is signed.
 * Thread-safe.
 */
public final class PluginPackager {
  /** Entry with what a publisher says of a plugin; a bundle may have it inside, too. */
  public static final String DESCRIPTION = "META-INF/watchfloor/plugin.json";

  /**
   * The beginning of the time that a zip archive knows, so that the same bundle gives the same
   * file.
   */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PluginPackager() {}

  /**
   * Where a bundle lies in a Maven repository.
   *
   * @param group id
   * @param artifact id
   * @param version as Maven has it
   */
  private record Coordinates(String group, String artifact, String version) {
    String path() {
      return group.replace('.', '/')
          + "/"
          + artifact
          + "/"
          + version
          + "/"
          + artifact
          + "-"
          + version;
    }
  }

  /**
   * Writes an unsigned package.
   *
   * @param bundle built jar of the plugin
   * @param description content of {@code plugin.json}; empty to take the one inside the bundle
   * @throws PackageException if the bundle is none, or there is no description
   */
  public static void write(Path bundle, Optional<String> description, Path kar)
      throws PackageException, IOException {
    Coordinates coordinates;
    String json;
    try (JarFile jar = new JarFile(bundle.toFile())) {
      coordinates = coordinates(jar, bundle);
      json = description.isPresent() ? description.get() : inside(jar, bundle);
    }
    try (OutputStream file = Files.newOutputStream(kar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      put(out, JarFile.MANIFEST_NAME, "Manifest-Version: 1.0\r\nKarafFeature-Start: true\r\n\r\n");
      put(out, DESCRIPTION, json);
      put(out, "repository/" + coordinates.path() + "-features.xml", features(coordinates));
      out.putNextEntry(entry("repository/" + coordinates.path() + ".jar"));
      Files.copy(bundle, out);
      out.closeEntry();
    }
  }

  private static Coordinates coordinates(JarFile jar, Path bundle)
      throws PackageException, IOException {
    Attributes manifest =
        jar.getManifest() == null ? new Attributes() : jar.getManifest().getMainAttributes();
    String name = manifest.getValue("Bundle-SymbolicName");
    if (name == null) {
      throw new PackageException(bundle + " is no bundle: it has no Bundle-SymbolicName");
    }
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
        Properties maven = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
          maven.load(in);
        }
        String artifact = maven.getProperty("artifactId", "");
        String group = maven.getProperty("groupId", "");
        String own = name.split(";", 2)[0].strip();
        if (own.equals(group + "." + artifact) || own.equals(artifact)) {
          return new Coordinates(group, artifact, maven.getProperty("version", "0"));
        }
      }
    }
    String symbolic = name.split(";", 2)[0].strip();
    int dot = symbolic.lastIndexOf('.');
    String version = manifest.getValue("Bundle-Version");
    return new Coordinates(
        dot < 0 ? symbolic : symbolic.substring(0, dot),
        symbolic.substring(dot + 1),
        version == null ? "0.0.0" : version);
  }

  private static String inside(JarFile jar, Path bundle) throws PackageException, IOException {
    ZipEntry entry = jar.getEntry(DESCRIPTION);
    if (entry == null) {
      throw new PackageException(
          "there is no "
              + DESCRIPTION
              + " in "
              + bundle
              + "; give --description, or --publisher and --grade");
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String features(Coordinates coordinates) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <features name="%2$s-%3$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
      <feature name="%2$s" version="%3$s">
        <bundle start-level="80">mvn:%1$s/%2$s/%3$s</bundle>
      </feature>
    </features>
    """
        .formatted(coordinates.group(), coordinates.artifact(), coordinates.version());
  }

  private static void put(ZipOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(entry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  /**
   * Signs every entry with one key.
   *
   * @param key with its certificate, whose PEM goes to the centers' {@code etc/publishers}
   */
  public static void sign(Path unsigned, KeyStore.PrivateKeyEntry key, Path signed)
      throws PackageException, IOException {
    try (ZipFile from = new ZipFile(unsigned.toFile());
        OutputStream to = Files.newOutputStream(signed)) {
      new JarSigner.Builder(key)
          .digestAlgorithm("SHA-256")
          .signerName("PUBLISHR") // at most eight letters: the name of the signature's files
          .build()
          .sign(from, to);
    } catch (JarSignerException | NoSuchAlgorithmException e) {
      throw new PackageException("the package cannot be signed: " + e.getMessage(), e);
    }
  }
}
