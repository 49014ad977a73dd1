package org.watchfloor.plugin.plate.hikvision.internal;

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

/** The plugin for Hikvision's plate readers. Stateless. */
@Designate(ocd = PlateHikvisionConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-hikvision",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateHikvisionPlugin implements SourcePlugin<PlateHikvisionConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-hikvision", "Hikvision ANPR", "Hikvision", TrustGrade.A, Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateHikvisionConfig> configType() {
    return PlateHikvisionConfig.class;
  }

  @Override
  public Source open(PlateHikvisionConfig config, SourceContext context) throws SourceException {
    return new PlateHikvisionSource(Settings.of(config), context);
  }
}
