package org.watchfloor.architecture;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bundle as the build made it: its role (folder name), its manifest and what lies in its jar. */
record BuiltBundle(String role, Path jar, Manifest manifest, Set<String> packages) {

  /** All bundles of the reactor; fails if one has not been built. */
  static List<BuiltBundle> all() {
    Path root = Path.of(System.getProperty("watchfloor.root", "../..")).normalize();
    try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
      return Stream.concat(Stream.of(root.resolve("plugin-api")), folders)
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .sorted()
          .map(BuiltBundle::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BuiltBundle of(Path folder) {
    String role = folder.getFileName().toString();
    try (Stream<Path> files = Files.list(folder.resolve("target"))) {
      Path jar =
          files
              .filter(f -> f.getFileName().toString().matches(role + "-[0-9].*\\.jar"))
              .filter(f -> !f.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(role + " has no built jar"));
      try (JarFile file = new JarFile(jar.toFile())) {
        Set<String> packages =
            file.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(".class") && name.contains("/"))
                .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                .collect(Collectors.toSet());
        return new BuiltBundle(role, jar, file.getManifest(), packages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(role + " cannot be read; was it built?", e);
    }
  }

  Parameters header(String name) {
    String value = manifest.getMainAttributes().getValue(name);
    return value == null ? new Parameters() : OSGiHeader.parseHeader(value);
  }

  /**
   * First word of the role: {@code plugin}, {@code core}, {@code rtcc}, {@code camel}, {@code
   * console}, {@code lib}.
   */
  String group() {
    return role.substring(0, role.indexOf('-'));
  }

  boolean isApi() {
    return role.endsWith("-api");
  }

  @Override
  public String toString() {
    return role;
  }
}
