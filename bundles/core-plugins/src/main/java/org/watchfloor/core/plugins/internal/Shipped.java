package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the distribution brings in its {@code system/} folder, a Maven repository. Whoever can write
 * there can replace the center itself, so it is trusted. Thread-safe.
 */
final class Shipped {
  private final Path system;

  Shipped(Path system) {
    this.system = system;
  }

  /** Whether a file lies there byte for byte. */
  boolean has(Path file) throws IOException {
    if (!Files.isDirectory(system)) {
      return false;
    }
    long size = Files.size(file);
    for (Path other : files(path -> path.toString().endsWith(".jar"))) {
      if (Files.size(other) == size && Files.mismatch(file, other) < 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The package or bundle of a plugin that the distribution brings: the package where there are
   * both.
   */
  Optional<Path> plugin(String pluginId) throws IOException {
    String prefix = "plugin-" + pluginId + "-";
    List<Path> found =
        Files.isDirectory(system)
            ? files(
                path -> {
                  String name = path.getFileName().toString();
                  return name.startsWith(prefix)
                      && name.length() > prefix.length()
                      && Character.isDigit(name.charAt(prefix.length()))
                      && (name.endsWith(".kar") || name.endsWith(".jar"));
                })
            : List.of();
    return found.stream()
        .filter(p -> p.toString().endsWith(".kar"))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private List<Path> files(java.util.function.Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(system)) {
      return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }
}
