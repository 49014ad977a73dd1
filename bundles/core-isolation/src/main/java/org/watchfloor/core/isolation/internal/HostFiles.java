package org.watchfloor.core.isolation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.osgi.framework.Bundle;

/** The class path of the other JVM, unpacked from this bundle. */
final class HostFiles {
  private HostFiles() {}

  static List<Path> unpack(Bundle self, Path folder) throws IOException {
    Files.createDirectory(folder);
    Enumeration<URL> jars = self.findEntries("host", "*.jar", false);
    if (jars == null) {
      throw new IOException("the bundle core-isolation has no jars in host/: it was built wrong");
    }
    List<Path> classpath = new ArrayList<>();
    for (URL jar : Collections.list(jars)) {
      Path copy = folder.resolve(jar.getPath().replaceFirst(".*/", ""));
      try (InputStream in = jar.openStream()) {
        Files.copy(in, copy);
      }
      classpath.add(copy);
    }
    return classpath;
  }
}
