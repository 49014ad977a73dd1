package org.watchfloor.core.runtime.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.core.api.runtime.PluginReports;
import org.watchfloor.core.api.runtime.Replays;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceTest;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * The OSGi side of the runtime: finds plugins, configurations and services, and hands them to
 * {@link Sources}. A change of its own limits, and any other part's restart, leaves sources open.
 */
@Component(
    service = {SourceRegistry.class, PluginReports.class, SourceForms.class, Replays.class},
    immediate = true,
    configurationPid = "org.watchfloor.runtime")
@Designate(ocd = RuntimeConfig.class)
public final class PluginRuntime implements SourceRegistry, PluginReports, SourceForms, Replays {
  private final Platform platform;
  private final Sources sources;
  private final Reports reports;
  private final PluginTracker plugins;
  private final Trials trials;
  private final ReplayDesk replays;
  private final ServiceRegistration<?> configurations;

  @Activate
  public PluginRuntime(
      BundleContext context,
      RuntimeConfig config,
      @Reference ConfigurationAdmin admin,
      @Reference MetaTypeService metatype) {
    ConfigReader reader = new ConfigReader(new Placeholders(System::getenv));
    Path data = Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "sources");
    Ownership ownership =
        Ownership.unknown(() -> context.getServiceReference(Cluster.class) != null);
    StateFiles states = new StateFiles(data, Copies.of(ownership));
    platform = new Platform(Limits.of(config), Clock.systemUTC(), reader, states, ownership);
    sources = new Sources(platform);
    trials = new Trials(platform, sources);
    replays = new ReplayDesk(platform, sources);
    reports = new Reports(sources, platform.wards(), trials::form);
    plugins = new PluginTracker(context, metatype, platform, sources);
    ConfigurationFeed feed = new ConfigurationFeed(admin, sources);
    configurations = context.registerService(SynchronousConfigurationListener.class, feed, null);
    feed.readAll();
    plugins.open();
  }

  @Modified
  void limits(RuntimeConfig config) {
    platform.limits(Limits.of(config));
  }

  @Deactivate
  void stop() {
    configurations.unregister();
    trials.close();
    sources.close();
    replays.close();
    plugins.close();
    platform.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setIngest(Ingest service) {
    platform.ingest().came(service);
    platform.ownership().ingestCame();
  }

  void unsetIngest(Ingest service) {
    platform.ingest().went(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    sources.came(service);
  }

  void unsetCluster(Cluster service) {
    sources.gone(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setMedia(MediaStore service) {
    platform.media().came(service);
  }

  void unsetMedia(MediaStore service) {
    platform.media().went(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setBus(AlertBus service) {
    platform.announcer().came(service);
  }

  void unsetBus(AlertBus service) {
    platform.announcer().went(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setTransport(InboundTransport service) {
    sources.came(service);
  }

  void unsetTransport(InboundTransport service) {
    sources.gone(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setDeadLetters(DeadLetters service) {
    platform.deadLetters().came(service);
  }

  void unsetDeadLetters(DeadLetters service) {
    platform.deadLetters().went(service);
  }

  @Override
  public Optional<ConfigForm> form(String pluginId) {
    return trials.form(pluginId);
  }

  @Override
  public Map<String, String> faults(String pluginId, Map<String, String> values) {
    return trials.faults(pluginId, values);
  }

  @Override
  public CompletionStage<SourceTest> test(
      String pluginId, Map<String, String> values, Duration deadline) {
    return trials.test(pluginId, values, deadline);
  }

  @Override
  public CompletionStage<List<Receipt>> replay(String sourceId, Message message) {
    return replays.replay(sourceId, message);
  }

  @Override
  public Optional<PluginReport> report(String pluginId) {
    return reports.report(pluginId);
  }

  @Override
  public List<InstalledPlugin> plugins() {
    return sources.plugins();
  }

  @Override
  public List<SourceInfo> sources() {
    return sources.sources();
  }

  @Override
  public Optional<SourceInfo> source(String sourceId) {
    return sources.source(sourceId);
  }

  @Override
  public List<KindDescriptor> kinds() {
    return sources.kinds();
  }

  @Override
  public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
    return sources.snapshot(sourceId, deadline);
  }

  @Override
  public AutoCloseable watch(String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    return sources.watch(sourceId, onPicture, onEnd);
  }

  @Override
  public boolean restart(String sourceId) {
    return sources.restart(sourceId);
  }
}
