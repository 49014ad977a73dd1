package org.watchfloor.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/**
 * A bundle that writes down, from inside, which bundles of a center stop or lose their wiring: a
 * refresh of another bundle cannot be seen from outside.
 */
final class Watcher {
  private static final String SOURCE =
      """
      package made.watcher;

      import java.io.IOException;
      import java.io.UncheckedIOException;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;
      import org.osgi.framework.*;

      public final class Activator implements BundleActivator, SynchronousBundleListener {
        @Override public void start(BundleContext context) {
          context.addBundleListener(this);
        }

        @Override public void stop(BundleContext context) {
          context.removeBundleListener(this);
        }

        @Override public void bundleChanged(BundleEvent event) {
          String what = switch (event.getType()) {
            case BundleEvent.STOPPED -> "stopped";
            case BundleEvent.UNRESOLVED -> "unresolved";
            case BundleEvent.UPDATED -> "updated";
            case BundleEvent.UNINSTALLED -> "uninstalled";
            case BundleEvent.INSTALLED -> "installed";
            default -> "";
          };
          if (what.isEmpty()) {
            return;
          }
          try {
            Files.writeString(
                Path.of(System.getProperty("karaf.data"), "watcher.log"),
                what + " " + event.getBundle().getSymbolicName() + "\\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      """;

  private final Path log;

  Watcher(Path home) {
    log = home.resolve("data/watcher.log");
  }

  /** Its bundle, to be installed. */
  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "made.watcher");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", "made.watcher.Activator");
    main.putValue("Import-Package", "org.osgi.framework");
    Path jar = folder.resolve("watcher.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> one :
          Compiled.of("Activator", SOURCE, BundleActivator.class).entrySet()) {
        out.putNextEntry(new JarEntry(one.getKey()));
        out.write(one.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  /** What happened to bundles other than the plugins of the test. */
  List<String> touched() throws IOException {
    return all().stream()
        .filter(line -> !line.contains(" com.example.made."))
        .filter(line -> !line.contains(" org.watchfloor.plugin-"))
        .filter(line -> !line.endsWith(" made.watcher"))
        .toList();
  }

  /** What happened to a bundle. */
  List<String> of(String symbolicName) throws IOException {
    return all().stream().filter(line -> line.endsWith(" " + symbolicName)).toList();
  }

  private List<String> all() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }
}
