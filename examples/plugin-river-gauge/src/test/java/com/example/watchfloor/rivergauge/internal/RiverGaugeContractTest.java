package com.example.watchfloor.rivergauge.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class RiverGaugeContractTest extends DecoderContract<RiverGaugeConfig> {
  @Override
  protected DecoderPlugin<RiverGaugeConfig> plugin() {
    return new RiverGaugePlugin();
  }

  @Override
  protected RiverGaugeConfig goodConfig() {
    return config(
        Map.of("broker", "tcp://localhost:1883", "user", "center", "_password", secret()));
  }

  @Override
  protected Map<String, RiverGaugeConfig> badConfigs() {
    return Map.of(
        "broker", config(Map.of("broker", "http://localhost")),
        "topic", config(Map.of("broker", "tcp://localhost:1883", "topic", " ")),
        "criticalMetres", config(Map.of("broker", "tcp://localhost:1883", "criticalMetres", 2.0)));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "one-level.json", "").with("mqtt-topic", "river/main-st/level"),
        Sample.golden(getClass(), "three-levels.json", ""));
  }

  @Override
  protected String folder() {
    return "river-gauge";
  }

  private static RiverGaugeConfig config(Map<String, Object> values) {
    return Configs.of(RiverGaugeConfig.class, values);
  }
}
