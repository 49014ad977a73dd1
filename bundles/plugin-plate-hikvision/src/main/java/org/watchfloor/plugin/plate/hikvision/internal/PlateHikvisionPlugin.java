package org.watchfloor.plugin.plate.hikvision.internal;

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
@Designate(ocd = PlateHikvisionConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-hikvision",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateHikvisionPlugin implements DecoderPlugin<PlateHikvisionConfig> {
  static final Kind KIND = new Kind("plate.read");

  private static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Hikvision ANPR")
          .fieldsSchema(
              "{\"type\":\"object\",\"required\":[\"sensor\",\"value\"],\"properties\":{"
                  + "\"sensor\":{\"type\":\"string\",\"title\":\"Sensor\"},"
                  + "\"value\":{\"type\":\"number\",\"title\":\"Value\"}}}")
          .summary("{sensor}: {value}")
          .alertFrom(Severity.HIGH)
          .build();

  private static final PluginInfo INFO =
      new PluginInfo(
          "plate-hikvision",
          "Hikvision ANPR",
          "Hikvision",
          TrustGrade.D,
          Set.of(Capability.PUSH),
          List.of(DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateHikvisionConfig> configType() {
    return PlateHikvisionConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateHikvisionConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw new SourceException(
          SourceException.Kind.CONFIG, ".secret: must have at least 8 characters");
    }
    return List.of(Inbound.webhook(WebhookSecret.path(config._secret())));
  }

  @Override
  public Decoder open(PlateHikvisionConfig config) {
    return new PlateHikvisionDecoder(config.highFrom());
  }
}
