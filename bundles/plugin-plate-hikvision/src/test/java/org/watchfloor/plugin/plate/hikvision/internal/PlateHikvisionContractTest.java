package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.Map;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.EventDevice;
import org.watchfloor.testkit.EventSourceContract;
import org.watchfloor.testkit.FakeDevice;

class PlateHikvisionContractTest extends EventSourceContract<PlateHikvisionConfig> {
  @Override
  protected SourcePlugin<PlateHikvisionConfig> plugin() {
    return new PlateHikvisionPlugin();
  }

  @Override
  protected EventDevice newDevice() throws Exception {
    return new HikvisionDevice(secret());
  }

  @Override
  protected PlateHikvisionConfig goodConfig(FakeDevice device) {
    return config(
        Map.of(
            "address",
            ((HikvisionDevice) device).address(),
            "user",
            HikvisionDevice.USER,
            "_password",
            secret()));
  }

  @Override
  protected Map<String, PlateHikvisionConfig> badConfigs() {
    return Map.of(
        "address", config(Map.of()),
        "address: must end", config(Map.of("address", "http://cam/ISAPI")),
        "address: must not", config(Map.of("address", "http://a:" + secret() + "@cam")),
        "address: must begin", config(Map.of("address", "ftp://cam")),
        "user", config(Map.of("address", "http://cam", "_password", secret())),
        "silence.seconds", config(Map.of("address", "http://cam", "silence_seconds", 1)),
        "trust.certificate", config(Map.of("address", "https://cam", "trust_certificate", "ab")));
  }

  @Override
  protected String folder() {
    return "plate-hikvision";
  }

  private static PlateHikvisionConfig config(Map<String, Object> values) {
    return Configs.of(PlateHikvisionConfig.class, values);
  }
}
