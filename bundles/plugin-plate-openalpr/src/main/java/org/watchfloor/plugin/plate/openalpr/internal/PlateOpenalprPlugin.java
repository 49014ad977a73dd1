package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

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
    if (config.minConfidence() < 0 || config.minConfidence() > 100) {
      throw config("minConfidence: must be within 0 to 100 percent");
    }
    Reads reads = new Reads(place(config), config.minConfidence() / 100.0);
    return new PlateOpenalprDecoder(reads, config.frames(), config.vehicles(), config.agentHits());
  }

  private static Optional<GeoPoint> place(PlateOpenalprConfig config) throws SourceException {
    boolean latitude = !Double.isNaN(config.latitude());
    boolean longitude = !Double.isNaN(config.longitude());
    if (latitude != longitude) {
      throw config(
          latitude
              ? "longitude: is missing, latitude is set; set both or none"
              : "latitude: is missing, longitude is set; set both or none");
    }
    try {
      return latitude
          ? Optional.of(GeoPoint.of(config.latitude(), config.longitude()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw config(String.valueOf(e.getMessage()));
    }
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
