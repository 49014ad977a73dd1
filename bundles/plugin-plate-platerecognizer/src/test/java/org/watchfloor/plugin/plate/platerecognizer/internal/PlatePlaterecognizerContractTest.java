package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;
import org.watchfloor.testkit.Samples;

class PlatePlaterecognizerContractTest extends DecoderContract<PlatePlaterecognizerConfig> {
  @Override
  protected DecoderPlugin<PlatePlaterecognizerConfig> plugin() {
    return new PlatePlaterecognizerPlugin();
  }

  @Override
  protected PlatePlaterecognizerConfig goodConfig() {
    return config(Map.of("_secret", secret(), "latitude", 36.5, "longitude", -80.5));
  }

  @Override
  protected Map<String, PlatePlaterecognizerConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        "longitude", config(Map.of("_secret", secret(), "latitude", 36.5)),
        "latitude", config(Map.of("_secret", secret(), "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("_secret", secret(), "minConfidence", 101)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (String name : List.of("stream-text.json", "stream-props.json")) {
      samples.add(Sample.golden(getClass(), name, "application/json"));
      samples.add(
          new Sample(
              name + " as a form",
              Forms.form("json", Samples.own(getClass(), name), Forms.JPEG),
              Forms.TYPE,
              1));
    }
    Optional<byte[]> recorded = Samples.recorded("lpr/platerecognizer/stream-webhook.json");
    recorded.ifPresent(body -> samples.add(new Sample("recorded", body, "application/json", 1)));
    return samples;
  }

  @Override
  protected String folder() {
    return "plate-platerecognizer";
  }

  private static PlatePlaterecognizerConfig config(Map<String, Object> values) {
    return Configs.of(PlatePlaterecognizerConfig.class, values);
  }
}
