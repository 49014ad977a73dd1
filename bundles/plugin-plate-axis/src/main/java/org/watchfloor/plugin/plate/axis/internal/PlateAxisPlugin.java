package org.watchfloor.plugin.plate.axis.internal;

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
    return new PlateAxisDecoder(
        ReaderSettings.place(config.latitude(), config.longitude()),
        ReaderSettings.minConfidence(config.minConfidence()),
        config.finalOnly());
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
