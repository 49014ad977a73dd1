package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;
import org.watchfloor.testkit.Samples;

/** What devices post, held to the rules of a plugin that only decodes. */
class PostedAlertsContractTest extends DecoderContract<PlateHikvisionConfig> {
  /** The webhook of the source and the decoder behind it. */
  private static final class Posted implements DecoderPlugin<PlateHikvisionConfig> {
    @Override
    public PluginInfo info() {
      return new PlateHikvisionPlugin().info();
    }

    @Override
    public Class<PlateHikvisionConfig> configType() {
      return PlateHikvisionConfig.class;
    }

    @Override
    public List<Inbound> inbound(PlateHikvisionConfig config) throws SourceException {
      return List.of(Settings.of(config).webhook().orElseThrow());
    }

    @Override
    public Decoder open(PlateHikvisionConfig config) throws SourceException {
      return new AlertDecoder(new Alerts(Settings.of(config)));
    }
  }

  @Override
  protected DecoderPlugin<PlateHikvisionConfig> plugin() {
    return new Posted();
  }

  @Override
  protected PlateHikvisionConfig goodConfig() {
    return config(Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateHikvisionConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        "timeZone", config(Map.of("_secret", secret(), "timeZone", "Mars/Phobos")),
        "longitude", config(Map.of("_secret", secret(), "latitude", 36.5)),
        "latitude", config(Map.of("_secret", secret(), "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("_secret", secret(), "minConfidence", 101)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.golden(getClass(), "anpr.xml", "application/xml"));
    byte[] own = Samples.own(getClass(), "anpr.xml");
    samples.add(new Sample("anpr.xml in a form", Bodies.form(own), Bodies.FORM, 1));
    Optional<byte[]> recorded = Samples.recorded("lpr/hikvision/anpr.xml");
    recorded.ifPresent(xml -> samples.add(new Sample("recorded", xml, "application/xml", 1)));
    recorded.ifPresent(
        xml -> samples.add(new Sample("recorded in a form", Bodies.form(xml), Bodies.FORM, 1)));
    return samples;
  }

  @Override
  protected String folder() {
    return "plate-hikvision";
  }

  private static PlateHikvisionConfig config(Map<String, Object> values) {
    return Configs.of(PlateHikvisionConfig.class, values);
  }
}
