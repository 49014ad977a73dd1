package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** The plugin. Stateless. */
@Designate(ocd = PlateGenericcsvConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-genericcsv",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateGenericcsvPlugin implements DecoderPlugin<PlateGenericcsvConfig> {
  static final Kind KIND = new Kind("plate.file");

  private static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Plate reads in files")
          .fieldsSchema(
              "{\"type\":\"object\",\"required\":[\"sensor\",\"value\"],\"properties\":{"
                  + "\"sensor\":{\"type\":\"string\",\"title\":\"Sensor\"},"
                  + "\"value\":{\"type\":\"number\",\"title\":\"Value\"}}}")
          .summary("{sensor}: {value}")
          .alertFrom(Severity.HIGH)
          .build();

  private static final PluginInfo INFO =
      new PluginInfo(
          "plate-genericcsv",
          "Plate reads in files",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH),
          List.of(DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateGenericcsvConfig> configType() {
    return PlateGenericcsvConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateGenericcsvConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw new SourceException(
          SourceException.Kind.CONFIG, ".secret: must have at least 8 characters");
    }
    return List.of(Inbound.webhook(WebhookSecret.path(config._secret())));
  }

  @Override
  public Decoder open(PlateGenericcsvConfig config) {
    return new PlateGenericcsvDecoder(config.highFrom());
  }
}
