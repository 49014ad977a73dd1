package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.FakeDevice;
import org.watchfloor.testkit.SessionContext;
import org.watchfloor.testkit.SourceContract;

class PlateFlockContractTest extends SourceContract<PlateFlockConfig> {
  @Override
  protected SourcePlugin<PlateFlockConfig> plugin() {
    return new PlateFlockPlugin();
  }

  @Override
  protected FakeDevice newDevice() throws Exception {
    return new FlockServer(secret());
  }

  @Override
  protected PlateFlockConfig goodConfig(FakeDevice device) {
    return config(Map.of("api_url", ((FlockServer) device).address()));
  }

  @Override
  protected Map<String, PlateFlockConfig> badConfigs() {
    return Map.ofEntries(
        Map.entry(".secret", config(Map.of("_secret", "short"))),
        Map.entry(".client.secret", config(Map.of("_client_secret", " "))),
        Map.entry("client.id", config(Map.of("client_id", ""))),
        Map.entry("callback.url", config(Map.of("callback_url", "https://rtcc.example/other"))),
        Map.entry(
            "callback.url: must",
            config(Map.of("callback_url", "https://a:" + secret() + "@rtcc.example/hooks/x"))),
        Map.entry("api.url", config(Map.of("api_url", "http://api.flocksafety.com"))),
        Map.entry("token.audience", config(Map.of("token_audience", " "))),
        Map.entry("audience", config(Map.of("audience", "all"))),
        Map.entry("check.seconds", config(Map.of("check_seconds", 1))),
        Map.entry("hotlist.file", config(Map.of("hotlist_file", "relative.csv"))),
        Map.entry("hotlist.name", config(Map.of("hotlist_name", ""))));
  }

  @Override
  protected String folder() {
    return "plate-flock";
  }

  /** It is subscribed, and what comes to its webhook is read. */
  @Override
  protected void assertWorks(Source source, SessionContext its, FakeDevice with) throws Exception {
    assertThat(((FlockServer) with).subscriptions).hasSize(1);
    assertThat(its.way().orElseThrow().asked().secret().value()).isEqualTo(secret());
    assertThat(its.way().orElseThrow().decoder().decode(Alerts.message("unread.json")).signals())
        .hasSize(1);
  }

  private PlateFlockConfig config(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>();
    all.put("client_id", FlockServer.CLIENT);
    all.put("_client_secret", secret());
    all.put("_secret", secret());
    all.put("callback_url", "https://rtcc.example/hooks/plate-flock~city");
    all.putAll(values);
    return Configs.of(PlateFlockConfig.class, all);
  }
}
