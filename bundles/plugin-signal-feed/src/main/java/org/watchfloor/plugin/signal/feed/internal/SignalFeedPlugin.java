package org.watchfloor.plugin.signal.feed.internal;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** The plugin for senders that speak Watchfloor's own JSON over a stock transport. Stateless. */
@Designate(ocd = SignalFeedConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.signal-feed",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SignalFeedPlugin implements DecoderPlugin<SignalFeedConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "signal-feed",
          "Signal feed",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH, Capability.POLL));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<SignalFeedConfig> configType() {
    return SignalFeedConfig.class;
  }

  @Override
  public List<Inbound> inbound(SignalFeedConfig config) throws SourceException {
    return List.of(Ways.of(config));
  }

  @Override
  public Decoder open(SignalFeedConfig config) throws SourceException {
    Ways.of(config);
    return new SignalFeedDecoder();
  }
}
