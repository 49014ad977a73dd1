package org.watchfloor.lint;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/**
 * Asks a plugin what it says of itself, with a class loader that gives it what a center would: its
 * own jar, the plugin API and slf4j. Its code runs here; lint a plugin that you would run.
 */
final class Described {
  private Described() {}

  /**
   * @throws IOException if it cannot be asked, with the reason
   */
  static PluginInfo info(PluginJar jar) throws IOException {
    String name =
        jar.pluginClass()
            .orElseThrow(
                () ->
                    new IOException(
                        "no component of the bundle provides DecoderPlugin or SourcePlugin"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url(jar)}, new OnlyTheApi())) {
      Object plugin = loader.loadClass(name).getDeclaredConstructor().newInstance();
      if (plugin instanceof DecoderPlugin<?> decoder) {
        return decoder.info();
      }
      if (plugin instanceof SourcePlugin<?> source) {
        return source.info();
      }
      throw new IOException(name + " is neither a DecoderPlugin nor a SourcePlugin");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new IOException(name + " cannot be made and asked for info(): " + e, e);
    }
  }

  private static URL url(PluginJar jar) throws MalformedURLException {
    return jar.file().toUri().toURL();
  }

  /** Hides the libraries of the linter from the plugin. */
  private static final class OnlyTheApi extends ClassLoader {
    private static final ClassLoader OURS = Described.class.getClassLoader();

    private OnlyTheApi() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.watchfloor.plugin.api.") || name.startsWith("org.slf4j.")) {
        return OURS.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
