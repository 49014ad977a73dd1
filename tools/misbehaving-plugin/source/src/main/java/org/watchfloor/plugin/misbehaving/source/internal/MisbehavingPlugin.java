package org.watchfloor.plugin.misbehaving.source.internal;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** The plugin whose sources misbehave. */
@Designate(ocd = MisbehavingConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.misbehaving",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class MisbehavingPlugin implements SourcePlugin<MisbehavingConfig> {
  static final Kind NOISE = new Kind("misbehaving.noise");

  private static final PluginInfo INFO =
      new PluginInfo(
          "misbehaving",
          "Misbehaving source",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH),
          List.of(new KindDescriptor(NOISE, "Noise", Severity.INFO, "generic", "{}")));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<MisbehavingConfig> configType() {
    return MisbehavingConfig.class;
  }

  @Override
  public Source open(MisbehavingConfig config, SourceContext context) {
    return new MisbehavingSource(config, context);
  }
}
