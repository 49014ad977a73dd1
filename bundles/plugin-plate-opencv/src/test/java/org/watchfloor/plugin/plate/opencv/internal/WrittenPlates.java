package org.watchfloor.plugin.plate.opencv.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;
import org.watchfloor.plugin.plate.opencv.internal.reading.Quad;

/** Reads what {@link OneCamera} has written at the end of a picture. */
final class WrittenPlates implements CameraPlates.Reading {
  @Override
  public List<Found> read(byte[] picture, String region) {
    String text =
        new String(Arrays.copyOfRange(picture, 4, picture.length), StandardCharsets.US_ASCII);
    if (text.equals("boom")) {
      throw new IllegalArgumentException("picture: 8 bytes that are neither JPEG nor PNG");
    }
    return text.isEmpty() ? List.of() : List.of(found(text, 100, 0.8));
  }

  static Found found(String text, double x, double confidence) {
    Quad quad = new Quad(new double[] {x, 50, x + 80, 50, x + 80, 90, x, 90});
    return new Found(quad, List.of(Map.entry(text, confidence)), 0.9);
  }

  @Override
  public byte[] crop(byte[] picture, Found found) {
    return picture;
  }
}
