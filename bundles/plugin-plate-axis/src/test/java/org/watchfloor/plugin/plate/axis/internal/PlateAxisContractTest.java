package org.watchfloor.plugin.plate.axis.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateAxisContractTest extends DecoderContract<PlateAxisConfig> {
  @Override
  protected DecoderPlugin<PlateAxisConfig> plugin() {
    return new PlateAxisPlugin();
  }

  @Override
  protected PlateAxisConfig goodConfig() {
    return Configs.of(PlateAxisConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateAxisConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateAxisConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-axis";
  }
}
