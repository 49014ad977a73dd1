package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateHikvisionContractTest extends DecoderContract<PlateHikvisionConfig> {
  @Override
  protected DecoderPlugin<PlateHikvisionConfig> plugin() {
    return new PlateHikvisionPlugin();
  }

  @Override
  protected PlateHikvisionConfig goodConfig() {
    return Configs.of(PlateHikvisionConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateHikvisionConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateHikvisionConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-hikvision";
  }
}
