package org.watchfloor.plugin.plate.opencv.internal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.camera.CameraPictures;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/** The plugin that reads plates from the pictures of the center's own cameras. Stateless. */
@Designate(ocd = PlateOpencvConfig.class, factory = true)
@Component(
    service = SourcePlugin.class,
    configurationPid = "org.watchfloor.source.plate-opencv",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateOpencvPlugin implements SourcePlugin<PlateOpencvConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "plate-opencv",
          "Plate reader (own, OpenCV)",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.POLL));

  private volatile CameraPlates.@Nullable Reading reading;
  private volatile @Nullable CameraPictures cameras;

  /** For the component runtime, which sets both references before anybody gets the service. */
  public PlateOpencvPlugin() {}

  PlateOpencvPlugin(CameraPlates.Reading reading, CameraPictures cameras) {
    this.reading = reading;
    this.cameras = cameras;
  }

  @Reference
  void setReader(OpencvPlateReader reader) {
    reading = new ByReader(reader);
  }

  @Reference
  void setCameras(CameraPictures pictures) {
    cameras = pictures;
  }

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateOpencvConfig> configType() {
    return PlateOpencvConfig.class;
  }

  @Override
  public Source open(PlateOpencvConfig config, SourceContext context) throws SourceException {
    Settings settings = Settings.of(config);
    CameraPictures pictures = cameras;
    CameraPlates.Reading plates = reading;
    if (pictures == null || plates == null) {
      throw new SourceException(
          SourceException.Kind.RETRY,
          "the plugin is not ready: rtcc-video or lib-opencv is missing");
    }
    return new CameraPlates(settings, pictures, plates, context);
  }

  private record ByReader(OpencvPlateReader reader) implements CameraPlates.Reading {
    @Override
    public List<Found> read(byte[] picture, String region) {
      return reader.found(picture, region);
    }

    @Override
    public byte[] crop(byte[] picture, Found found) {
      return reader.crop(picture, found);
    }
  }
}
