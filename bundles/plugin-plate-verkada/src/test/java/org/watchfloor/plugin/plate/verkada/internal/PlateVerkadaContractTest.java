package org.watchfloor.plugin.plate.verkada.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;
import org.watchfloor.testkit.Samples;

class PlateVerkadaContractTest extends DecoderContract<PlateVerkadaConfig> {
  @Override
  protected DecoderPlugin<PlateVerkadaConfig> plugin() {
    return new PlateVerkadaPlugin();
  }

  @Override
  protected PlateVerkadaConfig goodConfig() {
    return config(Map.of("_secret", secret(), "latitude", 36.5, "longitude", -80.5));
  }

  @Override
  protected Map<String, PlateVerkadaConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        ".signing.secret", config(Map.of("_secret", secret(), "_signing_secret", "short")),
        "longitude", config(Map.of("_secret", secret(), "latitude", 36.5)),
        "latitude", config(Map.of("_secret", secret(), "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("_secret", secret(), "minConfidence", -1)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.golden(getClass(), "lpr.json", "application/json"));
    samples.add(Sample.golden(getClass(), "notification.json", "application/json"));
    Optional<byte[]> body = Samples.recorded("lpr/verkada/lpr-webhook-2025-09.json");
    body.ifPresent(
        bytes -> samples.add(new Sample("the documentation's", bytes, "application/json", 1)));
    return samples;
  }

  @Override
  protected String folder() {
    return "plate-verkada";
  }

  private static PlateVerkadaConfig config(Map<String, Object> values) {
    return Configs.of(PlateVerkadaConfig.class, values);
  }
}
