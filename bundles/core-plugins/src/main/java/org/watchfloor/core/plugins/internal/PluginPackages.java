package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.SourceRegistry;

/**
 * The OSGi side of the manager of plugins. Brings the installed plugins back on a thread of its
 * own.
 */
@Component(service = Plugins.class, immediate = true, configurationPid = "org.watchfloor.plugins")
@Designate(ocd = PluginsConfig.class)
public final class PluginPackages implements Plugins {
  private final Service<SourceRegistry> registry = new Service<>();
  private final Service<AlertBus> bus = new Service<>();
  private final Service<FeaturesService> features = new Service<>();
  private final Assembly assembly;
  private final PluginManager manager;
  private final ExecutorService recovery =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "watchfloor-plugins-recovery"));

  @Activate
  public PluginPackages(BundleContext context, PluginsConfig config) throws IOException {
    Folders folders = Folders.ofSystem();
    assembly =
        new Assembly(
            context,
            folders,
            new Presence(registry),
            new KarafOwners(features, folders.deploy()),
            Clock.systemUTC(),
            config);
    manager = new PluginManager(assembly.parts(), new Announcer(bus, Clock.systemUTC()));
    recovery.execute(manager::recover);
  }

  @Modified
  void configure(PluginsConfig config) {
    assembly.configure(config);
  }

  @Deactivate
  void stop() {
    recovery.shutdown();
    assembly.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setRegistry(SourceRegistry service) {
    registry.came(service);
  }

  void unsetRegistry(SourceRegistry service) {
    registry.went(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setBus(AlertBus service) {
    bus.came(service);
  }

  void unsetBus(AlertBus service) {
    bus.went(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setFeatures(FeaturesService service) {
    features.came(service);
  }

  void unsetFeatures(FeaturesService service) {
    features.went(service);
  }

  @Override
  public List<ManagedPlugin> plugins() {
    return manager.plugins();
  }

  @Override
  public Optional<ManagedPlugin> plugin(String pluginId) {
    return manager.plugin(pluginId);
  }

  @Override
  public Plan plan(InputStream content, String origin) throws PackageRefused {
    return manager.plan(content, origin);
  }

  @Override
  public Plan plan(String address) throws PackageRefused {
    return manager.plan(address);
  }

  @Override
  public Plan planRollback(String pluginId) throws PackageRefused {
    return manager.planRollback(pluginId);
  }

  @Override
  public Plan planRemove(String pluginId) throws PackageRefused {
    return manager.planRemove(pluginId);
  }

  @Override
  public List<Plan> waiting() {
    return manager.waiting();
  }

  @Override
  public ManagedPlugin carryOut(String planId, boolean consent, String by) throws PackageRefused {
    return manager.carryOut(planId, consent, by);
  }

  @Override
  public boolean forget(String planId) {
    return manager.forget(planId);
  }

  /** Where things lie, as Karaf says. */
  record Folders(Path data, Path system, Path publishers, Path deploy) {
    static Folders ofSystem() {
      Path base = Path.of(System.getProperty("karaf.base", "."));
      return new Folders(
          Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "plugins"),
          Path.of(
              System.getProperty("karaf.home", "."),
              System.getProperty("karaf.default.repository", "system")),
          Path.of(System.getProperty("karaf.etc", "etc"), "publishers"),
          base.resolve("deploy"));
    }
  }
}
