package org.watchfloor.plugin.plate.flock.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

/** What Flock posts, held to the rules of a plugin that only decodes; pictures do not come. */
class PostedAlertsContractTest extends DecoderContract<PlateFlockConfig> {
  /** The webhook of the source and the decoder behind it. */
  private static final class Posted implements DecoderPlugin<PlateFlockConfig> {
    @Override
    public PluginInfo info() {
      return new PlateFlockPlugin().info();
    }

    @Override
    public Class<PlateFlockConfig> configType() {
      return PlateFlockConfig.class;
    }

    @Override
    public List<Inbound> inbound(PlateFlockConfig config) throws SourceException {
      return List.of(PlateFlockSource.webhook(Settings.of(config)));
    }

    @Override
    public Decoder open(PlateFlockConfig config) {
      return new AlertDecoder(Posted::picture);
    }

    private static Optional<Media> picture(String address) {
      return address.startsWith("https://pictures.example/")
          ? Optional.of(Media.of(Alerts.JPEG, "image/jpeg", "vehicle"))
          : Optional.empty();
    }
  }

  @Override
  protected DecoderPlugin<PlateFlockConfig> plugin() {
    return new Posted();
  }

  @Override
  protected PlateFlockConfig goodConfig() {
    return Configs.of(
        PlateFlockConfig.class,
        Map.of(
            "client_id",
            FlockServer.CLIENT,
            "_client_secret",
            secret(),
            "_secret",
            secret(),
            "callback_url",
            "https://rtcc.example/hooks/plate-flock~city"));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(
        Sample.golden(getClass(), "alert.json", "application/json"),
        Sample.golden(getClass(), "unread.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "plate-flock";
  }
}
