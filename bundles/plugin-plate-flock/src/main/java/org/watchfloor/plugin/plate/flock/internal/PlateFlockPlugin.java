package org.watchfloor.plugin.plate.flock.internal;

import java.util.List;
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

/** The plugin for organisations at Flock Safety. Stateless. */
@Designate(ocd = PlateFlockConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-flock",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateFlockPlugin implements SourcePlugin<PlateFlockConfig> {
  private static final PluginInfo INFO =
      new PluginInfo(
          "plate-flock",
          "Flock Safety",
          "Flock Safety",
          TrustGrade.B,
          Set.of(Capability.PUSH),
          List.of(AlertKind.DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateFlockConfig> configType() {
    return PlateFlockConfig.class;
  }

  @Override
  public Source open(PlateFlockConfig config, SourceContext context) throws SourceException {
    return new PlateFlockSource(Settings.of(config), context);
  }
}
