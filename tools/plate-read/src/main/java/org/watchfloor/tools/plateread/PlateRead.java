package org.watchfloor.tools.plateread;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.json.FoundPlateJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.plate.PlateReader;
import org.watchfloor.plugin.plate.opencv.internal.OpencvPlateReader;

/**
 * {@code java -jar plate-read.jar [--region us|eu] image...}: one line of JSON for each picture.
 */
public final class PlateRead {
  private PlateRead() {}

  /** Exits with 2 where the arguments are wrong, with 1 where a file could not be read. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream errors) throws IOException {
    String region = "";
    List<String> images = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--region") && i + 1 < args.length) {
        region = args[++i];
      } else {
        images.add(args[i]);
      }
    }
    if (images.isEmpty() || images.get(0).startsWith("--")) {
      errors.println("usage: java -jar plate-read.jar [--region us|eu] image...");
      return 2;
    }
    NativeLibrary.load();
    PlateReader reader = new OpencvPlateReader();
    boolean whole = true;
    for (String image : images) {
      whole &= read(reader, image, region, out, errors);
    }
    return whole ? 0 : 1;
  }

  private static boolean read(
      PlateReader reader, String image, String region, PrintStream out, PrintStream errors) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(image));
      String line = Json.text(FoundPlateJson.write(image, reader.read(bytes, region)));
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      errors.println(image + ": cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      errors.println(image + ": " + e.getMessage());
    }
    return false;
  }
}
