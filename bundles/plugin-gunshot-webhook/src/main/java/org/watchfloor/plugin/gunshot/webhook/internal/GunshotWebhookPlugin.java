package org.watchfloor.plugin.gunshot.webhook.internal;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** The plugin for senders of gunshot alerts that speak no vendor's format. Stateless. */
@Designate(ocd = GunshotWebhookConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.gunshot-webhook",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class GunshotWebhookPlugin implements DecoderPlugin<GunshotWebhookConfig> {
  /** Room for 100 alerts with every field. */
  private static final int MAX_BYTES = 256 << 10;

  private static final PluginInfo INFO =
      PluginInfo.of(
          "gunshot-webhook",
          "Gunshot webhook",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<GunshotWebhookConfig> configType() {
    return GunshotWebhookConfig.class;
  }

  @Override
  public List<Inbound> inbound(GunshotWebhookConfig config) throws SourceException {
    return List.of(new Inbound.Webhook(secret(config), MAX_BYTES));
  }

  private static WebhookSecret secret(GunshotWebhookConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw config(".secret: must have at least 8 characters");
    }
    if (!config.auth().equals("path") && config.header().isBlank()) {
      throw config("header: must name the header that carries the proof");
    }
    return switch (config.auth()) {
      case "path" -> WebhookSecret.path(config._secret());
      case "header" -> WebhookSecret.header(config.header(), config._secret());
      case "hmac" -> WebhookSecret.hmacSha256(config.header(), config._secret());
      default -> throw config("auth: \"" + config.auth() + "\" is none of path, header, hmac");
    };
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }

  @Override
  public Decoder open(GunshotWebhookConfig config) throws SourceException {
    secret(config);
    return new GunshotWebhookDecoder();
  }
}
