package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/**
 * A plugin service that is there now, with what it says of itself. Immutable; compared by identity:
 * the same plugin that comes back after an update is another one.
 */
final class Plugin {
  private final PluginInfo info;
  private final Class<Object> configType;
  private final Origin origin;
  private final ClassLoader loader;
  private final Schema schema;
  private final @Nullable DecoderPlugin<Object> decoder;
  private final @Nullable SourcePlugin<Object> source;

  @SuppressWarnings("unchecked") // each configuration is made of the plugin's own type
  private Plugin(PluginInfo info, Class<?> type, Origin origin, Schema schema, Object service) {
    this.info = info;
    this.configType = (Class<Object>) type;
    this.origin = origin;
    this.loader = origin.loader().orElseGet(() -> loader(service));
    this.schema = schema;
    this.decoder = service instanceof DecoderPlugin<?> d ? (DecoderPlugin<Object>) d : null;
    this.source = service instanceof SourcePlugin<?> s ? (SourcePlugin<Object>) s : null;
  }

  /**
   * The bundle that describes a plugin: its own, though the service may come from another one.
   *
   * @param bundle symbolic name
   * @param version of the bundle
   * @param quality of the quality scale; {@code none} where it says nothing
   * @param isolated whether the plugin's code runs in a JVM of its own
   * @param loader of the bundle's classes; empty for that of the service
   */
  record Origin(
      String bundle,
      String version,
      String quality,
      boolean isolated,
      Optional<ClassLoader> loader) {}

  /** Reads what a plugin's metatype says of the configurations with a PID. */
  @FunctionalInterface
  interface Schemas {
    Schema of(String pid);
  }

  /**
   * Asks a service who it is.
   *
   * @throws PluginFault if it does not say so as its contract asks
   */
  static Plugin of(
      Object service,
      Origin origin,
      Schemas schemas,
      Duration deadline,
      ScheduledExecutorService timer)
      throws PluginFault {
    PluginCalls calls =
        new PluginCalls("plugin", loader(service), PluginThreads.UNASSIGNED, Redaction.NONE, timer);
    try {
      PluginInfo info = calls.call("info", deadline, Never.class, () -> info(service));
      Class<?> type = calls.call("configType", deadline, Never.class, () -> configType(service));
      return new Plugin(info, type, origin, schemas.of(SourceConfig.PREFIX + info.id()), service);
    } finally {
      calls.close(Duration.ZERO);
    }
  }

  private static PluginInfo info(Object service) {
    return service instanceof DecoderPlugin<?> decoder
        ? decoder.info()
        : ((SourcePlugin<?>) service).info();
  }

  private static Class<?> configType(Object service) {
    return service instanceof DecoderPlugin<?> decoder
        ? decoder.configType()
        : ((SourcePlugin<?>) service).configType();
  }

  private static ClassLoader loader(Object service) {
    ClassLoader own = service.getClass().getClassLoader();
    return own != null ? own : ClassLoader.getSystemClassLoader();
  }

  /** Stands for "no checked exception"; is never thrown. */
  static final class Never extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Never() {}
  }

  PluginInfo info() {
    return info;
  }

  String id() {
    return info.id();
  }

  Class<Object> configType() {
    return configType;
  }

  String bundle() {
    return origin.bundle();
  }

  String version() {
    return origin.version();
  }

  String quality() {
    return origin.quality();
  }

  boolean isolated() {
    return origin.isolated();
  }

  ClassLoader loader() {
    return loader;
  }

  Schema schema() {
    return schema;
  }

  /** Null for a plugin of sources. */
  @Nullable DecoderPlugin<Object> decoder() {
    return decoder;
  }

  /** Null for a plugin of decoders. */
  @Nullable SourcePlugin<Object> source() {
    return source;
  }

  /** Whether its sources may be asked for pictures: what is not declared is never asked for. */
  boolean cameras() {
    return source != null && info.capabilities().contains(Capability.LIVE_MEDIA);
  }
}
