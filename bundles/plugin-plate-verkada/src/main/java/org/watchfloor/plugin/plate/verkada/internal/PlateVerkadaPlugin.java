package org.watchfloor.plugin.plate.verkada.internal;

import java.util.List;
import java.util.Optional;
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
import org.watchfloor.toolkit.plates.ReaderSettings;

/** The plugin for the license plate webhook of Verkada Command. Stateless. */
@Designate(ocd = PlateVerkadaConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-verkada",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateVerkadaPlugin implements DecoderPlugin<PlateVerkadaConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-verkada",
          "Verkada license plates",
          "Verkada",
          TrustGrade.A,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateVerkadaConfig> configType() {
    return PlateVerkadaConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateVerkadaConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw config(".secret: must have at least 8 characters");
    }
    return List.of(Inbound.webhook(WebhookSecret.path(config._secret())));
  }

  @Override
  public Decoder open(PlateVerkadaConfig config) throws SourceException {
    String signing = config._signing_secret();
    if (!signing.isEmpty() && signing.length() < 8) {
      throw config(".signing.secret: must have at least 8 characters, or none");
    }
    return new PlateVerkadaDecoder(
        signing.isEmpty() ? Optional.empty() : Optional.of(new Signature(signing)),
        ReaderSettings.place(config.latitude(), config.longitude()),
        config.camera().strip(),
        ReaderSettings.minConfidence(config.minConfidence()));
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
