package org.watchfloor.lint;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A plugin's bundle as the build made it. Immutable.
 *
 * @param file where it lies
 * @param bytes its size
 * @param manifest its headers
 * @param packages with a class in them
 * @param components documents of declarative services, as text
 * @param metatypes documents of metatype, as text
 */
record PluginJar(
    Path file,
    long bytes,
    Manifest manifest,
    Set<String> packages,
    List<String> components,
    List<String> metatypes) {
  /** Far above what bnd writes for a plugin; a jar from a stranger may hold anything. */
  private static final int MAX_DOCUMENT = 1 << 20;

  /**
   * @throws IOException if it is not there, no jar, or has no manifest
   */
  static PluginJar read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not there; build the plugin first (mvn package)");
    }
    try {
      return content(file);
    } catch (IOException | IllegalArgumentException e) {
      String words = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new IOException(file + " cannot be read as a bundle: " + words, e);
    }
  }

  private static PluginJar content(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null) {
        throw new IOException("META-INF/MANIFEST.MF is missing; let bnd write it");
      }
      Set<String> packages = new TreeSet<>();
      List<String> components = new ArrayList<>();
      List<String> metatypes = new ArrayList<>();
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(".class") && name.contains("/")) {
          packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
        } else if (name.matches("OSGI-INF/metatype/[^/]+\\.xml")) {
          metatypes.add(text(jar, entry));
        } else if (name.matches("OSGI-INF/[^/]+\\.xml")) {
          components.add(text(jar, entry));
        }
      }
      return new PluginJar(file, Files.size(file), manifest, packages, components, metatypes);
    }
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT + 1);
      if (bytes.length > MAX_DOCUMENT) {
        throw new IOException(entry.getName() + " is larger than 1 MiB");
      }
      return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** A header's clauses; none where it is absent. */
  Parameters clauses(String name) {
    return header(name).map(OSGiHeader::parseHeader).orElseGet(Parameters::new);
  }

  /** Empty where absent or blank. */
  Optional<String> header(String name) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(name))
        .filter(value -> !value.isBlank());
  }

  /** The class that a component of the bundle registers as a plugin. */
  Optional<String> pluginClass() throws IOException {
    List<String> found = new ArrayList<>();
    for (String component : components) {
      Xml document = Xml.parse(component);
      boolean provides =
          document.attributes("provide", "interface").stream()
              .anyMatch(name -> name.startsWith("org.watchfloor.plugin.api.source."));
      if (provides) {
        found.addAll(document.attributes("implementation", "class"));
      }
    }
    if (found.size() > 1) {
      throw new IOException("more than one plugin in the bundle: " + found);
    }
    return found.stream().findFirst();
  }
}
