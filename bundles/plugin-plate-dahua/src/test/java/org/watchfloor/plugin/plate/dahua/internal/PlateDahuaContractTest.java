package org.watchfloor.plugin.plate.dahua.internal;

import java.util.Map;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.EventDevice;
import org.watchfloor.testkit.EventSourceContract;
import org.watchfloor.testkit.FakeDevice;

class PlateDahuaContractTest extends EventSourceContract<PlateDahuaConfig> {
  @Override
  protected SourcePlugin<PlateDahuaConfig> plugin() {
    return new PlateDahuaPlugin();
  }

  @Override
  protected EventDevice newDevice() throws Exception {
    return new DahuaDevice(secret());
  }

  @Override
  protected PlateDahuaConfig goodConfig(FakeDevice device) {
    return config(
        Map.of(
            "address",
            ((DahuaDevice) device).stream.address(),
            "user",
            DahuaDevice.USER,
            "_password",
            secret(),
            "pictures",
            false));
  }

  @Override
  protected Map<String, PlateDahuaConfig> badConfigs() {
    String cam = "http://cam";
    return Map.of(
        "address", config(Map.of("address", "cam")),
        "address: must not", config(Map.of("address", "http://a:" + secret() + "@cam")),
        "user", config(Map.of("address", cam, "_password", secret())),
        "silence.seconds", config(Map.of("address", cam, "silence_seconds", 1)),
        "codes", config(Map.of("address", cam, "codes", "All]&x=[")),
        "timeZone", config(Map.of("address", cam, "timeZone", "Mars/Phobos")),
        "longitude", config(Map.of("address", cam, "latitude", 36.5)),
        "latitude", config(Map.of("address", cam, "latitude", 91.0, "longitude", 0.0)),
        "minConfidence", config(Map.of("address", cam, "minConfidence", 101)));
  }

  @Override
  protected String folder() {
    return "plate-dahua";
  }

  private static PlateDahuaConfig config(Map<String, Object> values) {
    return Configs.of(PlateDahuaConfig.class, values);
  }
}
