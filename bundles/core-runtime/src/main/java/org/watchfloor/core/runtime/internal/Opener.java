package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** Opens a plugin for one source: reads its configuration, then calls it. On the source's lane. */
final class Opener {
  private final Platform platform;
  private final SourceStats stats;
  private final Custody custody;
  private final SourceSession.Listener listener;

  Opener(Platform platform, SourceStats stats, Custody custody, SourceSession.Listener listener) {
    this.custody = custody;
    this.platform = platform;
    this.stats = stats;
    this.listener = listener;
  }

  /**
   * @throws ConfigFault if the configuration breaks the plugin's metatype
   * @throws SourceException as the plugin says
   * @throws PluginFault if the plugin crashes or hangs
   */
  Session open(SourceConfig config, Plugin plugin)
      throws ConfigFault, SourceException, PluginFault {
    ConfigReader.Read<Object> read = read(config, plugin);
    PluginCalls calls =
        new PluginCalls(
            custody.sourceId(),
            plugin.loader(),
            custody.group(),
            new Redaction(read.secrets()),
            platform.timer());
    custody.watch(calls);
    try {
      return open(plugin, read.config(), calls);
    } catch (SourceException e) {
      throw new SourceException(e.kind(), calls.redaction().line(e.getMessage()));
    }
  }

  private Session open(Plugin plugin, Object typed, PluginCalls calls)
      throws SourceException, PluginFault {
    DecoderPlugin<Object> decoder = plugin.decoder();
    if (decoder != null) {
      return DecoderSession.open(plugin, decoder, typed, calls, custody, platform.limits().call());
    }
    SourcePlugin<Object> source = plugin.source();
    if (source == null) {
      calls.close(Duration.ZERO);
      custody.unwatch(calls);
      throw new PluginFault(PluginFault.Kind.CRASHED, "is neither of decoders nor of sources");
    }
    SourceSession session = new SourceSession(plugin, calls, platform, stats, custody, listener);
    session.open(source, typed);
    return session;
  }

  private ConfigReader.Read<Object> read(SourceConfig config, Plugin plugin)
      throws ConfigFault, PluginFault {
    try {
      return platform.reader().read(plugin.configType(), plugin.schema(), config.values());
    } catch (LinkageError e) {
      throw new PluginFault(PluginFault.Kind.GONE, "the plugin's classes are gone: " + e);
    } catch (IllegalArgumentException e) {
      throw new PluginFault(
          PluginFault.Kind.CRASHED, plugin.configType().getName() + " is no annotation type");
    }
  }
}
