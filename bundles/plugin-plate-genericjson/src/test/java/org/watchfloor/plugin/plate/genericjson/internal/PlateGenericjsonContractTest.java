package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateGenericjsonContractTest extends DecoderContract<PlateGenericjsonConfig> {
  @Override
  protected DecoderPlugin<PlateGenericjsonConfig> plugin() {
    return new PlateGenericjsonPlugin();
  }

  @Override
  protected PlateGenericjsonConfig goodConfig() {
    return Configs.of(PlateGenericjsonConfig.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateGenericjsonConfig> badConfigs() {
    return Map.of(".secret", Configs.of(PlateGenericjsonConfig.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-genericjson";
  }
}
