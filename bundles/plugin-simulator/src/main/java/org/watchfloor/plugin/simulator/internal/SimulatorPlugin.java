package org.watchfloor.plugin.simulator.internal;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** The plugin of the demo city: simulated data, not a device. Stateless. */
@Designate(ocd = SimulatorConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.simulator",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SimulatorPlugin implements SourcePlugin<SimulatorConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "simulator",
          "Demo city (simulated data, not a device)",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<SimulatorConfig> configType() {
    return SimulatorConfig.class;
  }

  @Override
  public Source open(SimulatorConfig config, SourceContext context) throws SourceException {
    return new SimulatorSource(Settings.of(config), context);
  }
}
