package org.watchfloor.core.isolation.host;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** The plugin's object, made as Declarative Services would. Immutable. */
final class LoadedPlugin {
  private final ClassLoader loader;
  private final Object plugin;

  private LoadedPlugin(ClassLoader loader, Object plugin) {
    this.loader = loader;
    this.plugin = plugin;
  }

  /**
   * @param jars the bundle, and the jars within it that are on its class path
   */
  static LoadedPlugin of(List<Path> jars) throws IOException {
    String name;
    try (JarFile bundle = new JarFile(jars.get(0).toFile())) {
      name = ComponentXml.pluginClass(bundle);
    }
    PluginLoader loader = PluginLoader.of(jars);
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Object plugin = Class.forName(name, true, loader).getConstructor().newInstance();
      if (plugin instanceof SourcePlugin<?> || plugin instanceof DecoderPlugin<?>) {
        return new LoadedPlugin(loader, plugin);
      }
      throw new PluginUnfit(name + " is neither a SourcePlugin nor a DecoderPlugin");
    } catch (ClassNotFoundException e) {
      throw new PluginUnfit("there is no class " + e.getMessage());
    } catch (InvocationTargetException e) {
      throw new PluginUnfit(name + " crashed when it was made: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new PluginUnfit(name + " needs a public constructor without parameters");
    }
  }

  ClassLoader loader() {
    return loader;
  }

  boolean isDecoder() {
    return plugin instanceof DecoderPlugin<?>;
  }

  @SuppressWarnings("unchecked") // each configuration is made of the plugin's own type
  @Nullable DecoderPlugin<Object> decoder() {
    return plugin instanceof DecoderPlugin<?> decoder ? (DecoderPlugin<Object>) decoder : null;
  }

  @SuppressWarnings("unchecked") // each configuration is made of the plugin's own type
  @Nullable SourcePlugin<Object> source() {
    return plugin instanceof SourcePlugin<?> source ? (SourcePlugin<Object>) source : null;
  }

  PluginInfo info() {
    return plugin instanceof DecoderPlugin<?> decoder
        ? decoder.info()
        : ((SourcePlugin<?>) plugin).info();
  }

  Class<?> configType() {
    return plugin instanceof DecoderPlugin<?> decoder
        ? decoder.configType()
        : ((SourcePlugin<?>) plugin).configType();
  }
}
