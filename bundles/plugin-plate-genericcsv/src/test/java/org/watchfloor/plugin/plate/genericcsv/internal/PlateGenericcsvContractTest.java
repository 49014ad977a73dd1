package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class PlateGenericcsvContractTest extends DecoderContract<PlateGenericcsvConfig> {
  @Override
  protected DecoderPlugin<PlateGenericcsvConfig> plugin() {
    return new PlateGenericcsvPlugin();
  }

  @Override
  protected PlateGenericcsvConfig goodConfig() {
    return config(Map.of());
  }

  @Override
  protected Map<String, PlateGenericcsvConfig> badConfigs() {
    Map<String, PlateGenericcsvConfig> bad = new HashMap<>();
    bad.put("transport", config(Map.of("transport", "pigeon")));
    bad.put("folder", config(Map.of("folder", " ")));
    bad.put("pattern", config(Map.of("pattern", "")));
    bad.put("max.kib", config(Map.of("max_kib", 0)));
    bad.put("host", sftp(Map.of()));
    bad.put("port", sftp(Map.of("host", "h", "port", 0)));
    bad.put("user", sftp(Map.of("host", "h")));
    bad.put("host.key", sftp(Map.of("host", "h", "user", "u", "_password", secret())));
    bad.put(
        "period.seconds",
        sftp(Map.of("host", "h", "user", "u", "host_key", "ssh-ed25519 A", "period_seconds", 0)));
    bad.put("charset", config(Map.of("charset", "klingon")));
    bad.put("separator", config(Map.of("separator", "space")));
    bad.put("skip.lines", config(Map.of("skip_lines", -1)));
    bad.put("plate: ", config(Map.of("plate", "")));
    bad.put("time: ", config(Map.of("time", "#0")));
    bad.put("device", config(Map.of("device", "'north")));
    bad.put("header = false", config(Map.of("header", false)));
    bad.put("time.format", config(Map.of("time_format", "HH:mm")));
    bad.put("time.zone", config(Map.of("time_zone", "Mars")));
    bad.put("confidence.max", config(Map.of("confidence_max", 0.0)));
    return bad;
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "reads.csv", "").with("file-name", "reads.csv"),
        Sample.golden(getClass(), "broken.csv", "").with("file-name", "broken.csv"));
  }

  @Override
  protected String folder() {
    return "plate-genericcsv";
  }

  private static PlateGenericcsvConfig sftp(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("transport", "sftp");
    return config(all);
  }

  /** A reader's export with a header, but for what a test sets. */
  static PlateGenericcsvConfig config(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>();
    all.put("folder", "/srv/plates");
    all.put("plate", "Plate");
    all.put("time", "Read Date + Read Time");
    all.put("time_format", "M/d/yyyy h:mm:ss a");
    all.put("time_zone", "America/New_York");
    all.put("region", "State");
    all.put("device", "Site | Camera");
    all.put("latitude", "Lat");
    all.put("longitude", "Lon");
    all.put("confidence", "Confidence");
    all.put("make", "Make");
    all.put("color", "Color");
    all.put("heading", "Direction");
    all.putAll(values);
    return Configs.of(PlateGenericcsvConfig.class, all);
  }
}
