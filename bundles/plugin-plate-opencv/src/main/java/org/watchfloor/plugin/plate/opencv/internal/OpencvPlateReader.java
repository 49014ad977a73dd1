package org.watchfloor.plugin.plate.opencv.internal;

import java.util.List;
import java.util.Set;
import org.opencv.osgi.OpenCVInterface;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.plugin.api.plate.FoundPlate;
import org.watchfloor.plugin.api.plate.PlateReader;
import org.watchfloor.plugin.plate.opencv.internal.reading.Engine;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/** The reader as a service. Thread-safe; one picture at a time. */
@Component(service = {PlateReader.class, OpencvPlateReader.class})
public final class OpencvPlateReader implements PlateReader {
  private static final Set<String> REGIONS = Set.of("", "us", "eu");

  private final Engine engine = new Engine();

  /**
   * @param loaded says that OpenCV's native library is there; only then may it be called
   */
  @Activate
  public OpencvPlateReader(@Reference OpenCVInterface loaded) {
    this();
  }

  /** For whoever has loaded the native library. */
  public OpencvPlateReader() {}

  @Override
  public List<FoundPlate> read(byte[] picture, String region) {
    return found(picture, region).stream().map(Reads::plate).toList();
  }

  List<Found> found(byte[] picture, String region) {
    if (!REGIONS.contains(region)) {
      throw new IllegalArgumentException(
          "region: \"" + region + "\" is neither us nor eu nor empty");
    }
    return engine.read(picture, region);
  }

  byte[] crop(byte[] picture, Found found) {
    return engine.crop(picture, found.quad());
  }
}
