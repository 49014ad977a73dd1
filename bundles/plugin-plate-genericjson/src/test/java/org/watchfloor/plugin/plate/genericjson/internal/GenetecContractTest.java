package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class GenetecContractTest extends DecoderContract<PlateGenericjsonConfig> {
  @Override
  protected DecoderPlugin<PlateGenericjsonConfig> plugin() {
    return new PlateGenericjsonPlugin();
  }

  @Override
  protected PlateGenericjsonConfig goodConfig() {
    return Configs.of(
        PlateGenericjsonConfig.class,
        Map.of(
            "_secret", secret(),
            "profile", "genetec-autovu",
            "latitude", "'36.0999'",
            "longitude", "'-80.2442'"));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "genetec.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-genericjson";
  }
}
