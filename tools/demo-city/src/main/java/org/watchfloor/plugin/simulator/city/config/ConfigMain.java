package org.watchfloor.plugin.simulator.city.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.PlateReader;

/**
 * Writes one configuration file for each live camera and each plate reader: {@code ConfigMain
 * <folder>}. The files hold no secret: they name the file that the launcher makes.
 */
public final class ConfigMain {
  private static final String SECRET = "$[file:${karaf.etc}/keys/demo.secret]";

  private ConfigMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: ConfigMain <folder>");
    }
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    City city = new City();
    for (CityCamera camera : city.liveCameras()) {
      write(folder, "camera-mjpeg~" + camera.key(), camera(camera));
    }
    for (PlateReader reader : city.readers()) {
      write(folder, reader.sourceId(), reader(reader));
    }
  }

  private static void write(Path folder, String sourceId, String content) throws IOException {
    Files.writeString(folder.resolve("org.watchfloor.source." + sourceId + ".cfg"), content);
  }

  private static String camera(CityCamera camera) {
    String address = "http://127.0.0.1:${watchfloor.demo.port}/cam/" + camera.key();
    return """
        # %s %s: drawn by the simulator, not a device
        snapshot.url = %s/snapshot.jpg
        stream.url = %s/mjpeg
        user = demo
        .password = %s
        """
        .formatted(camera.id(), camera.name(), address, address, SECRET);
  }

  private static String reader(PlateReader reader) {
    return """
        # Plate reader at %s: its messages come from the simulator, not from a device
        .secret = %s
        """
        .formatted(reader.crossing().name(), SECRET);
  }
}
