package org.watchfloor.plugin.plate.dahua.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateDahuaContractTest extends DecoderContract<PlateDahuaConfig> {
  @Override
  protected DecoderPlugin<PlateDahuaConfig> plugin() {
    return new PlateDahuaPlugin();
  }

  @Override
  protected PlateDahuaConfig goodConfig() {
    return Configs.of(PlateDahuaConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateDahuaConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateDahuaConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-dahua";
  }
}
