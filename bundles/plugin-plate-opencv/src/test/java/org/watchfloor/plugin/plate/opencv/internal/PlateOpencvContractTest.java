package org.watchfloor.plugin.plate.opencv.internal;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.FakeDevice;
import org.watchfloor.testkit.SessionContext;
import org.watchfloor.testkit.SourceContract;

class PlateOpencvContractTest extends SourceContract<PlateOpencvConfig> {
  private final OneCamera cameras = new OneCamera();

  @Override
  protected SourcePlugin<PlateOpencvConfig> plugin() {
    return new PlateOpencvPlugin(new WrittenPlates(), cameras);
  }

  @Override
  protected FakeDevice newDevice() {
    return cameras.add();
  }

  /** A camera has no password towards this plugin. */
  @Override
  protected Set<FakeDevice.Mode> modes() {
    return EnumSet.of(FakeDevice.Mode.GOOD, FakeDevice.Mode.SILENT);
  }

  @Override
  protected PlateOpencvConfig goodConfig(FakeDevice device) {
    return config(
        Map.of("camera", ((OneCamera.Device) device).id, "interval_millis", 50, "looks_min", 2));
  }

  @Override
  protected Map<String, PlateOpencvConfig> badConfigs() {
    return Map.of(
        "camera", config(Map.of("camera", " ")),
        "region", config(Map.of("camera", "c", "region", "mars")),
        "interval.millis", config(Map.of("camera", "c", "interval_millis", 1)),
        "looks.min", config(Map.of("camera", "c", "looks_min", 0)),
        "confidence.min", config(Map.of("camera", "c", "confidence_min", 101)));
  }

  @Override
  protected String folder() {
    return "plate-opencv";
  }

  /** A plate that passes becomes a signal. */
  @Override
  protected void assertWorks(Source source, SessionContext its, FakeDevice with) throws Exception {
    int before = its.signals().size();
    ((OneCamera.Device) with).pass("ABC1234");
    long end = System.nanoTime() + 10_000_000_000L;
    while (its.signals().size() == before) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no signal within 10 s");
      }
      Thread.sleep(5);
    }
  }

  static PlateOpencvConfig config(Map<String, Object> values) {
    return Configs.of(PlateOpencvConfig.class, values);
  }
}
