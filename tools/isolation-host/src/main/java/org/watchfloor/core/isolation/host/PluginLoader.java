package org.watchfloor.core.isolation.host;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the plugin's classes from its jars. Of this program it shows only what a plugin may see in
 * the center too: plugin-api and SLF4J, besides Java.
 */
final class PluginLoader extends URLClassLoader {

  private PluginLoader(List<URL> jars) {
    super("plugin", jars.toArray(new URL[0]), new Shared());
  }

  static PluginLoader of(List<Path> jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return new PluginLoader(urls);
  }

  /** The platform, and the two packages of this program. */
  private static final class Shared extends ClassLoader {
    Shared() {
      super("shared", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.watchfloor.plugin.api.") || name.startsWith("org.slf4j.")) {
        return PluginLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
