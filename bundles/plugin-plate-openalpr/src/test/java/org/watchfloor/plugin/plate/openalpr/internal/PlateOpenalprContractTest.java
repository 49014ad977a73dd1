package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;
import org.watchfloor.testkit.Samples;

class PlateOpenalprContractTest extends DecoderContract<PlateOpenalprConfig> {
  @Override
  protected DecoderPlugin<PlateOpenalprConfig> plugin() {
    return new PlateOpenalprPlugin();
  }

  @Override
  protected PlateOpenalprConfig goodConfig() {
    return config(
        Map.of("_secret", secret(), "latitude", 36.5, "longitude", -80.5, "vehicles", true));
  }

  @Override
  protected Map<String, PlateOpenalprConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        "longitude", config(Map.of("_secret", secret(), "latitude", 36.5)),
        "latitude", config(Map.of("_secret", secret(), "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("_secret", secret(), "minConfidence", 101)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (String name :
        List.of(
            "alpr_group.json",
            "alpr_group_v1.json",
            "alpr_results.json",
            "alpr_alert.json",
            "vehicle.json",
            "heartbeat.json",
            "heartbeat_v1.json")) {
      samples.add(Sample.golden(getClass(), name, "application/json"));
    }
    recorded(samples, "alpr_group.json", 1);
    recorded(samples, "alpr_results.json", 2);
    recorded(samples, "heartbeat.json", 1);
    return samples;
  }

  private static void recorded(List<Sample> samples, String name, int signals) throws Exception {
    Optional<byte[]> body = Samples.recorded("lpr/openalpr/" + name);
    body.ifPresent(
        bytes -> samples.add(new Sample("recorded " + name, bytes, "application/json", signals)));
  }

  @Override
  protected String folder() {
    return "plate-openalpr";
  }

  private static PlateOpenalprConfig config(Map<String, Object> values) {
    return Configs.of(PlateOpenalprConfig.class, values);
  }
}
