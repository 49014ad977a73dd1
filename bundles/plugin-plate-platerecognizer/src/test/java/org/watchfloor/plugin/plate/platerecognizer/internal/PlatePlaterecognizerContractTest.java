package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlatePlaterecognizerContractTest extends DecoderContract<PlatePlaterecognizerConfig> {
  @Override
  protected DecoderPlugin<PlatePlaterecognizerConfig> plugin() {
    return new PlatePlaterecognizerPlugin();
  }

  @Override
  protected PlatePlaterecognizerConfig goodConfig() {
    return Configs.of(PlatePlaterecognizerConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlatePlaterecognizerConfig> badConfigs() {
    return Map.of(
        ".secret", Configs.of(PlatePlaterecognizerConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-platerecognizer";
  }
}
