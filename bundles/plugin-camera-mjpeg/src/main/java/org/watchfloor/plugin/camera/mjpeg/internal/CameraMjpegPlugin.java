package org.watchfloor.plugin.camera.mjpeg.internal;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** The plugin for cameras of any make that serve JPEG and MJPEG over HTTP. Stateless. */
@Designate(ocd = CameraMjpegConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.camera-mjpeg",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class CameraMjpegPlugin implements SourcePlugin<CameraMjpegConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "camera-mjpeg",
          "HTTP camera (JPEG, MJPEG)",
          "Watchfloor",
          TrustGrade.A,
          Set.of(Capability.POLL, Capability.LIVE_MEDIA));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<CameraMjpegConfig> configType() {
    return CameraMjpegConfig.class;
  }

  @Override
  public Source open(CameraMjpegConfig config, SourceContext context) throws SourceException {
    return new CameraMjpegSource(Settings.of(config), context);
  }
}
