package org.watchfloor.plugin.plate.axis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;
import org.watchfloor.testkit.Samples;

class PlateAxisContractTest extends DecoderContract<PlateAxisConfig> {
  @Override
  protected DecoderPlugin<PlateAxisConfig> plugin() {
    return new PlateAxisPlugin();
  }

  @Override
  protected PlateAxisConfig goodConfig() {
    return config(Map.of("_secret", secret(), "latitude", 36.5, "longitude", -80.5));
  }

  @Override
  protected Map<String, PlateAxisConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        "longitude", config(Map.of("_secret", secret(), "latitude", 36.5)),
        "latitude", config(Map.of("_secret", secret(), "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("_secret", secret(), "minConfidence", 101)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.golden(getClass(), "new.json", "application/json"));
    samples.add(
        Sample.golden(
            getClass(),
            "lost.multipart",
            "multipart/form-data; boundary=------------------------5c1f0a"));
    samples.add(Sample.golden(getClass(), "heartbeat.json", "application/json"));
    Optional<byte[]> body = Samples.recorded("lpr/axis-lpv-ffgroup/event.json");
    body.ifPresent(
        bytes -> samples.add(new Sample("recorded event.json", bytes, "application/json", 1)));
    return samples;
  }

  @Override
  protected String folder() {
    return "plate-axis";
  }

  private static PlateAxisConfig config(Map<String, Object> values) {
    return Configs.of(PlateAxisConfig.class, values);
  }
}
