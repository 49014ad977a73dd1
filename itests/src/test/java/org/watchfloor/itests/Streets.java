package org.watchfloor.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.tools.platemodel.TestScenes;

/**
 * Painted streets as files, so that a test within the container has them without the painter: a
 * class of its own, because what names the painter cannot be loaded in there.
 */
final class Streets {
  static final String REGION = "us";
  private static final int COUNT = 6;

  private Streets() {}

  /** Paints them; returns their folder, which goes with this virtual machine. */
  static Path paint() throws IOException {
    Path folder = Files.createTempDirectory("watchfloor-streets");
    folder.toFile().deleteOnExit();
    for (int i = 0; i < COUNT; i++) {
      Path file = Files.write(folder.resolve(i + ".jpg"), TestScenes.street(i, REGION).jpeg());
      file.toFile().deleteOnExit();
    }
    return folder;
  }

  static List<byte[]> read(Path folder) throws IOException {
    List<byte[]> streets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      streets.add(Files.readAllBytes(folder.resolve(i + ".jpg")));
    }
    return streets;
  }
}
