package org.watchfloor.plugin.plate.dahua.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

/** The text of a stream's parts, held to the rules of a plugin that only decodes. */
class TextPartsContractTest extends DecoderContract<PlateDahuaConfig> {
  /** A part of the stream as a message of its own. */
  private static final class Parts implements DecoderPlugin<PlateDahuaConfig> {
    @Override
    public PluginInfo info() {
      return new PlateDahuaPlugin().info();
    }

    @Override
    public Class<PlateDahuaConfig> configType() {
      return PlateDahuaConfig.class;
    }

    @Override
    public List<Inbound> inbound(PlateDahuaConfig config) {
      return List.of(Inbound.webhook(WebhookSecret.path("not-a-way-in")));
    }

    @Override
    public Decoder open(PlateDahuaConfig config) throws SourceException {
      TrafficReads reads = new TrafficReads(Settings.of(config));
      return message -> {
        List<Signal> signals = new ArrayList<>();
        reads.parse(message.text()).forEach(read -> signals.add(read.bare()));
        return Decoded.of(signals, List.of());
      };
    }
  }

  @Override
  protected DecoderPlugin<PlateDahuaConfig> plugin() {
    return new Parts();
  }

  @Override
  protected PlateDahuaConfig goodConfig() {
    return Configs.of(PlateDahuaConfig.class, Map.of("address", "http://192.0.2.7"));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "junction.txt", "text/plain"),
        Sample.golden(getClass(), "junction-lines.txt", "text/plain"));
  }

  @Override
  protected String folder() {
    return "plate-dahua";
  }
}
