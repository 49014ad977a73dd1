package org.watchfloor.plugin.plate.axis.internal;

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

/** The plugin for cameras with AXIS License Plate Verifier. Stateless. */
@Designate(ocd = PlateAxisConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-axis",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateAxisPlugin implements DecoderPlugin<PlateAxisConfig> {
  /** An event with two whole pictures in Base64; one of the license plate has some 10 KiB. */
  private static final int MAX_BYTES = 8 << 20;

  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-axis",
          "AXIS License Plate Verifier",
          "Axis Communications",
          TrustGrade.A,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateAxisConfig> configType() {
    return PlateAxisConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateAxisConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw config(".secret: must have at least 8 characters");
    }
    return List.of(new Inbound.Webhook(WebhookSecret.path(config._secret()), MAX_BYTES));
  }

  @Override
  public Decoder open(PlateAxisConfig config) throws SourceException {
    if (config.minConfidence() < 0 || config.minConfidence() > 100) {
      throw config("minConfidence: must be within 0 to 100 percent");
    }
    return new PlateAxisDecoder(place(config), config.minConfidence() / 100.0, config.finalOnly());
  }

  private static Optional<GeoPoint> place(PlateAxisConfig config) throws SourceException {
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
