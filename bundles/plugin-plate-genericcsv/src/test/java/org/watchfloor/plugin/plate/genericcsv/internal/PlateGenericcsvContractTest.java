package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateGenericcsvContractTest extends DecoderContract<PlateGenericcsvConfig> {
  @Override
  protected DecoderPlugin<PlateGenericcsvConfig> plugin() {
    return new PlateGenericcsvPlugin();
  }

  @Override
  protected PlateGenericcsvConfig goodConfig() {
    return Configs.of(PlateGenericcsvConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateGenericcsvConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateGenericcsvConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-genericcsv";
  }
}
