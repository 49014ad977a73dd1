package org.watchfloor.plugin.plate.openalpr.internal;

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
import org.watchfloor.toolkit.plates.ReaderSettings;

/** The plugin for OpenALPR and Rekor Scout agents. Stateless. */
@Designate(ocd = PlateOpenalprConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-openalpr",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateOpenalprPlugin implements DecoderPlugin<PlateOpenalprConfig> {
  private static final PluginInfo INFO =
      new PluginInfo(
          "plate-openalpr",
          "OpenALPR / Rekor Scout agent",
          "Rekor / OpenALPR",
          TrustGrade.A,
          Set.of(Capability.PUSH),
          List.of(ListAlert.DESCRIPTOR, Vehicle.DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateOpenalprConfig> configType() {
    return PlateOpenalprConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateOpenalprConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw config(".secret: must have at least 8 characters");
    }
    return List.of(Inbound.webhook(WebhookSecret.path(config._secret())));
  }

  @Override
  public Decoder open(PlateOpenalprConfig config) throws SourceException {
    Reads reads =
        new Reads(
            ReaderSettings.place(config.latitude(), config.longitude()),
            ReaderSettings.minConfidence(config.minConfidence()));
    return new PlateOpenalprDecoder(reads, config.frames(), config.vehicles(), config.agentHits());
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
