package org.watchfloor.plugin.signal.feed.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class SignalFeedContractTest extends DecoderContract<SignalFeedConfig> {
  @Override
  protected DecoderPlugin<SignalFeedConfig> plugin() {
    return new SignalFeedPlugin();
  }

  @Override
  protected SignalFeedConfig goodConfig() {
    return config(Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, SignalFeedConfig> badConfigs() {
    Map<String, SignalFeedConfig> bad = new HashMap<>();
    bad.put("transport", config(Map.of("transport", "pigeon")));
    bad.put(".secret", config(Map.of("_secret", "short")));
    bad.put("auth", config(Map.of("_secret", secret(), "auth", "magic")));
    bad.put("header", config(Map.of("_secret", secret(), "auth", "hmac", "header", " ")));
    bad.put("max.kib", config(Map.of("_secret", secret(), "max_kib", 0)));
    bad.put("url", config(Map.of("transport", "poll", "url", "http://u:" + secret() + "@host")));
    bad.put(
        "period.seconds",
        config(Map.of("transport", "poll", "url", "http://host", "period_seconds", 0)));
    bad.put("broker", config(Map.of("transport", "mqtt", "broker", "http://host")));
    bad.put("topic", config(Map.of("transport", "mqtt", "broker", "tcp://host")));
    bad.put("port", config(Map.of("transport", "tcp")));
    bad.put("framing", config(Map.of("transport", "tcp", "port", 5_000, "framing", "guess")));
    bad.put("host", config(Map.of("transport", "udp", "host", " ", "port", 5_000)));
    bad.put("folder", config(Map.of("transport", "files")));
    bad.put("pattern", config(Map.of("transport", "files", "folder", "/f", "pattern", "")));
    bad.put("user", config(Map.of("transport", "sftp", "host", "h", "port", 22)));
    bad.put(
        "host.key", config(Map.of("transport", "sftp", "host", "h", "port", 22, "user", "watch")));
    return bad;
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "one.json", ""), Sample.golden(getClass(), "kinds.json", ""));
  }

  @Override
  protected String folder() {
    return "signal-feed";
  }

  static SignalFeedConfig config(Map<String, Object> values) {
    return Configs.of(SignalFeedConfig.class, values);
  }
}
