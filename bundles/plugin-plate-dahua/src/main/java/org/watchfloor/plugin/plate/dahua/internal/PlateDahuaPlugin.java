package org.watchfloor.plugin.plate.dahua.internal;

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

/** The plugin for Dahua's plate readers. Stateless. */
@Designate(ocd = PlateDahuaConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-dahua",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateDahuaPlugin implements SourcePlugin<PlateDahuaConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of("plate-dahua", "Dahua ANPR", "Dahua", TrustGrade.B, Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateDahuaConfig> configType() {
    return PlateDahuaConfig.class;
  }

  @Override
  public Source open(PlateDahuaConfig config, SourceContext context) throws SourceException {
    return new PlateDahuaSource(Settings.of(config), context);
  }
}
