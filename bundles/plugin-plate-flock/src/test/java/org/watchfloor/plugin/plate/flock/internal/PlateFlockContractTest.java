package org.watchfloor.plugin.plate.flock.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateFlockContractTest extends DecoderContract<PlateFlockConfig> {
  @Override
  protected DecoderPlugin<PlateFlockConfig> plugin() {
    return new PlateFlockPlugin();
  }

  @Override
  protected PlateFlockConfig goodConfig() {
    return Configs.of(PlateFlockConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateFlockConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateFlockConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-flock";
  }
}
