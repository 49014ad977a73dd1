package org.watchfloor.core.isolation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Copies of what lies in a bundle, for a JVM that cannot ask the framework. */
final class PluginFiles {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private PluginFiles() {}

  /**
   * Writes the bundle as a jar, and the jars of its {@code Bundle-ClassPath} beside it.
   *
   * @return the bundle's jar first
   */
  static List<Path> copy(Bundle bundle, Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(jar(bundle, folder.resolve("plugin.jar")));
    String header = bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH);
    for (String path : header == null ? new String[0] : header.split(",")) {
      String entry = path.split(";", 2)[0].strip();
      URL nested = entry.equals(".") ? null : bundle.getEntry(entry);
      if (nested != null && entry.endsWith(".jar")) {
        Path copy = folder.resolve("lib-" + jars.size() + ".jar");
        try (InputStream in = nested.openStream()) {
          Files.copy(in, copy);
        }
        jars.add(copy);
      }
    }
    return jars;
  }

  private static Path jar(Bundle bundle, Path jar) throws IOException {
    Set<String> written = new HashSet<>();
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      URL manifest = bundle.getEntry(MANIFEST);
      if (manifest != null) {
        write(zip, MANIFEST, manifest, written);
      }
      Enumeration<URL> all = bundle.findEntries("/", "*", true);
      for (URL entry : all == null ? List.<URL>of() : Collections.list(all)) {
        String name = entry.getPath().replaceFirst("^/+", "");
        if (!name.endsWith("/")) {
          write(zip, name, entry, written);
        }
      }
    }
    return jar;
  }

  private static void write(ZipOutputStream zip, String name, URL entry, Set<String> written)
      throws IOException {
    if (written.add(name)) {
      zip.putNextEntry(new ZipEntry(name));
      try (InputStream in = entry.openStream()) {
        in.transferTo(zip);
      }
      zip.closeEntry();
    }
  }

  /**
   * A plugin that takes a package from another bundle would not find it in its own JVM.
   *
   * @throws ConfigType.Unfit naming the package
   */
  static void checkImports(Bundle bundle) throws ConfigType.Unfit {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    if (revision == null) {
      return;
    }
    for (BundleRequirement wanted :
        revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
      String filter = wanted.getDirectives().getOrDefault("filter", "");
      String name = filter.replaceFirst(".*\\(osgi\\.wiring\\.package=([^)]+)\\).*", "$1").strip();
      boolean optional = "optional".equals(wanted.getDirectives().get("resolution"));
      if (!optional && !isThere(name)) {
        throw new ConfigType.Unfit(
            "it imports "
                + name
                + "; in a JVM of its own there are Java, plugin-api and SLF4J: put the library"
                + " inside the bundle");
      }
    }
  }

  private static boolean isThere(String name) {
    return name.startsWith("org.watchfloor.plugin.api.")
        || name.equals("org.slf4j")
        || name.startsWith("org.slf4j.")
        || ModuleLayer.boot().modules().stream().anyMatch(m -> m.getPackages().contains(name));
  }
}
