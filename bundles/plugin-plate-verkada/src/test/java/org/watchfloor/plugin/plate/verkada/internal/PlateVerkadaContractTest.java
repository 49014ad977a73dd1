package org.watchfloor.plugin.plate.verkada.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateVerkadaContractTest extends DecoderContract<PlateVerkadaConfig> {
  @Override
  protected DecoderPlugin<PlateVerkadaConfig> plugin() {
    return new PlateVerkadaPlugin();
  }

  @Override
  protected PlateVerkadaConfig goodConfig() {
    return Configs.of(PlateVerkadaConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateVerkadaConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateVerkadaConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-verkada";
  }
}
