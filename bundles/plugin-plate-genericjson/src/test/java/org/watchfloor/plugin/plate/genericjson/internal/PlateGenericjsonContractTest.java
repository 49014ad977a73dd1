package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

/** With a mapping of every key; the profile has the same suite in {@link GenetecContractTest}. */
class PlateGenericjsonContractTest extends DecoderContract<PlateGenericjsonConfig> {
  @Override
  protected DecoderPlugin<PlateGenericjsonConfig> plugin() {
    return new PlateGenericjsonPlugin();
  }

  @Override
  protected PlateGenericjsonConfig goodConfig() {
    return config(Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, PlateGenericjsonConfig> badConfigs() {
    Map<String, PlateGenericjsonConfig> bad = new HashMap<>();
    bad.put(".secret", config(Map.of("_secret", "short")));
    bad.put("auth", config(Map.of("auth", "magic")));
    bad.put("header", config(Map.of("auth", "hmac", "header", " ")));
    bad.put("max.kib", config(Map.of("max_kib", 16_385)));
    bad.put("profile", config(Map.of("profile", "genetec")));
    bad.put("plate: is missing", config(Map.of("plate", "")));
    bad.put("plate: \"lp\"", config(Map.of("plate", "lp")));
    bad.put("time: ", config(Map.of("time", "/a +")));
    bad.put("device: ", config(Map.of("device", "#/a~2")));
    bad.put("reads: ", config(Map.of("reads", "items")));
    bad.put("only: ", config(Map.of("only", "#/event")));
    bad.put("candidates: ", config(Map.of("candidates", "alt")));
    bad.put("candidate.plate: ", config(Map.of("candidate_plate", "lp")));
    bad.put("character.others: ", config(Map.of("character_others", "alt")));
    bad.put("picture.scene: ", config(Map.of("picture_scene", "img")));
    bad.put("time.format: ", config(Map.of("time_format", "HH:mm")));
    bad.put("time.zone: ", config(Map.of("time_zone", "Mars")));
    bad.put("confidence.max: ", config(Map.of("confidence_max", "all")));
    return bad;
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "gate.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-genericjson";
  }

  static PlateGenericjsonConfig config(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>();
    all.put("_secret", "a-secret-of-the-kit");
    all.put("only", "#/event = read | reread");
    all.put("reads", "/items");
    all.put("plate", "/lp");
    all.put("time", "/ts");
    all.put("time_format", "epoch-ms");
    all.put("id", "/key");
    all.put("device", "'gate' + #/camera/id");
    all.put("region", "'NC'");
    all.put("confidence", "/score");
    all.put("confidence_max", "1");
    all.put("heading", "/dir");
    all.put("latitude", "#/camera/lat");
    all.put("longitude", "#/camera/lon");
    all.put("candidates", "/alt");
    all.put("candidate_plate", "/lp");
    all.put("candidate_confidence", "/p");
    all.put("characters", "/chars");
    all.put("character_value", "/c");
    all.put("character_confidence", "/p");
    all.put("character_others", "/alt");
    all.put("picture_plate", "/img");
    all.putAll(values);
    return Configs.of(PlateGenericjsonConfig.class, all);
  }
}
