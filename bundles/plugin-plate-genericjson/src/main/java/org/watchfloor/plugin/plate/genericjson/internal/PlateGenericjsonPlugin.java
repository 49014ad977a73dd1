package org.watchfloor.plugin.plate.genericjson.internal;

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

/** The plugin for readers that post JSON of their own. Stateless. */
@Designate(ocd = PlateGenericjsonConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-genericjson",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateGenericjsonPlugin implements DecoderPlugin<PlateGenericjsonConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-genericjson",
          "Plate reads in JSON",
          "Watchfloor",
          TrustGrade.C,
          Set.of(Capability.PUSH));

  private static final int MAX_KIB = 16_384;

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateGenericjsonConfig> configType() {
    return PlateGenericjsonConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateGenericjsonConfig config) throws SourceException {
    if (config.max_kib() < 1 || config.max_kib() > MAX_KIB) {
      throw fault("max.kib: must be within 1 to " + MAX_KIB);
    }
    return List.of(new Inbound.Webhook(secret(config), config.max_kib() << 10));
  }

  private static WebhookSecret secret(PlateGenericjsonConfig config) throws SourceException {
    String secret = config._secret();
    if (secret.length() < 8) {
      throw fault(".secret: must have at least 8 characters");
    }
    if (!config.auth().equals("path") && config.header().isBlank()) {
      throw fault("header: is missing; the proof needs it");
    }
    return switch (config.auth()) {
      case "path" -> WebhookSecret.path(secret);
      case "header" -> WebhookSecret.header(config.header(), secret);
      case "hmac" -> WebhookSecret.hmacSha256(config.header(), secret);
      default -> throw fault("auth: \"" + config.auth() + "\" is none of path, header, hmac");
    };
  }

  @Override
  public Decoder open(PlateGenericjsonConfig config) throws SourceException {
    try {
      Keys keys = Keys.of(config);
      return new PlateGenericjsonDecoder(Mapping.of(keys, config.time_offset_ignored()));
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  private static SourceException fault(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
