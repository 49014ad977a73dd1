package org.watchfloor.plugin.plate.platerecognizer.internal;

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
    return new PlatePlaterecognizerDecoder(
        ReaderSettings.place(config.latitude(), config.longitude()),
        ReaderSettings.minConfidence(config.minConfidence()));
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }
}
