package org.watchfloor.plugin.plate.platerecognizer.internal;

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

/** The plugin for Plate Recognizer Stream. Stateless. */
@Designate(ocd = PlatePlaterecognizerConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-platerecognizer",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlatePlaterecognizerPlugin implements DecoderPlugin<PlatePlaterecognizerConfig> {
  /** Room for the whole picture of a camera of 4K beside the JSON. */
  private static final int MAX_BYTES = 8 << 20;

  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-platerecognizer",
          "Plate Recognizer Stream",
          "Plate Recognizer",
          TrustGrade.A,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlatePlaterecognizerConfig> configType() {
    return PlatePlaterecognizerConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlatePlaterecognizerConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw config(".secret: must have at least 8 characters");
    }
    WebhookSecret secret = WebhookSecret.header("Authorization", "Token " + config._secret());
    return List.of(new Inbound.Webhook(secret, MAX_BYTES));
  }

  @Override
  public Decoder open(PlatePlaterecognizerConfig config) throws SourceException {
    if (config.minConfidence() < 0 || config.minConfidence() > 100) {
      throw config("minConfidence: must be within 0 to 100 percent");
    }
    return new PlatePlaterecognizerDecoder(place(config), config.minConfidence() / 100.0);
  }

  private static Optional<GeoPoint> place(PlatePlaterecognizerConfig config)
      throws SourceException {
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
