package org.watchfloor.core.runtime.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/**
 * Finds plugins: services of the two plugin types, from whatever bundle. Called on the threads that
 * start and stop bundles; a plugin's bundle does not stop before its sources are closed.
 */
final class PluginTracker implements ServiceTrackerCustomizer<Object, Plugin> {
  private static final Logger LOG = LoggerFactory.getLogger(PluginTracker.class);

  /**
   * Property of a service that stands for a plugin in a JVM of its own: the id, a Long, of the
   * bundle that describes it, whose metatype, name and version count.
   */
  static final String DESCRIBED_BY = "watchfloor.plugin.bundle";

  /** Header of a plugin's bundle: what it has reached of the quality scale. */
  private static final String QUALITY = "Watchfloor-Quality";

  private final BundleContext context;
  private final MetaTypeService metatype;
  private final Platform platform;
  private final Sources sources;
  private final ServiceTracker<Object, Plugin> tracker;

  PluginTracker(
      BundleContext context, MetaTypeService metatype, Platform platform, Sources sources) {
    this.context = context;
    this.metatype = metatype;
    this.platform = platform;
    this.sources = sources;
    try {
      this.tracker =
          new ServiceTracker<>(
              context,
              FrameworkUtil.createFilter(
                  String.format(
                      "(|(objectClass=%s)(objectClass=%s))",
                      DecoderPlugin.class.getName(), SourcePlugin.class.getName())),
              this);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("the filter is a constant", e);
    }
  }

  void open() {
    tracker.open();
  }

  void close() {
    tracker.close();
  }

  @Override
  public @Nullable Plugin addingService(ServiceReference<Object> reference) {
    Bundle bundle = reference.getBundle();
    @Nullable Object service = context.getService(reference);
    if (bundle == null || service == null) {
      LOG.error("the plugin of {} gives no service; its log says why", bundle);
      return null;
    }
    try {
      Plugin plugin = plugin(service, described(reference, bundle));
      sources.came(plugin);
      return plugin;
    } catch (PluginFault | RuntimeException | LinkageError e) {
      LOG.error(
          "the plugin {} {} cannot be used: {}",
          bundle.getSymbolicName(),
          bundle.getVersion(),
          e.toString());
      context.ungetService(reference);
      return null;
    }
  }

  private Plugin plugin(Object service, Described described) throws PluginFault {
    Bundle bundle = described.bundle();
    return Plugin.of(
        service,
        described.origin(),
        pid -> MetatypeSchema.of(metatype, bundle, pid),
        platform.limits().call(),
        platform.timer());
  }

  /** The bundle that a plugin is described by, and whether its code runs elsewhere. */
  private Described described(ServiceReference<Object> reference, Bundle own) {
    if (!(reference.getProperty(DESCRIBED_BY) instanceof Long id)) {
      return new Described(own, false);
    }
    @Nullable Bundle other = context.getBundle(id);
    if (other == null) {
      throw new IllegalStateException(DESCRIBED_BY + " names the bundle " + id + ", which is gone");
    }
    return new Described(other, true);
  }

  /**
   * @param isolated whether it stands for a plugin in another JVM
   */
  private record Described(Bundle bundle, boolean isolated) {
    Plugin.Origin origin() {
      @Nullable String quality = bundle.getHeaders("").get(QUALITY);
      return new Plugin.Origin(
          bundle.getSymbolicName(),
          bundle.getVersion().toString(),
          quality == null || quality.isBlank() ? "none" : quality.strip(),
          isolated,
          isolated ? loader() : Optional.empty());
    }

    private Optional<ClassLoader> loader() {
      return Optional.ofNullable(bundle.adapt(BundleWiring.class))
          .map(BundleWiring::getClassLoader);
    }
  }

  @Override
  public void modifiedService(ServiceReference<Object> reference, Plugin plugin) {
    sources.returned(plugin); // all that changes is the process that it runs in
  }

  @Override
  public void removedService(ServiceReference<Object> reference, Plugin plugin) {
    sources.gone(plugin);
    context.ungetService(reference);
  }
}
