package org.watchfloor.plugin.gunshot.webhook.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class GunshotWebhookContractTest extends DecoderContract<GunshotWebhookConfig> {
  @Override
  protected DecoderPlugin<GunshotWebhookConfig> plugin() {
    return new GunshotWebhookPlugin();
  }

  @Override
  protected GunshotWebhookConfig goodConfig() {
    return config(Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, GunshotWebhookConfig> badConfigs() {
    return Map.of(
        ".secret", config(Map.of("_secret", "short")),
        "auth", config(Map.of("_secret", secret(), "auth", "magic")),
        "header", config(Map.of("_secret", secret(), "auth", "hmac", "header", " ")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "one.json", "application/json"),
        Sample.golden(getClass(), "full.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "gunshot-webhook";
  }

  private static GunshotWebhookConfig config(Map<String, Object> values) {
    return Configs.of(GunshotWebhookConfig.class, values);
  }
}
