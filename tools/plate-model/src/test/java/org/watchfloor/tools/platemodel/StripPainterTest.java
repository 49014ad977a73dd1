package org.watchfloor.tools.platemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StripPainterTest {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 16;

  /** Corners inside, over each edge, and all of them outside. */
  private static final double[][] QUADS = {
    {10, 8, 50, 6, 52, 30, 9, 33}, {-9, 4, 70, -8, 66, 48, 3, 44}, {80, 50, 99, 51, 98, 60, 81, 61},
  };

  @Test
  void aCutIsThePhotoAtEachPixelsPlaceWithLightTakenOut() {
    Random random = new Random(6);
    Gray photo = new Gray(60, 40);
    for (int i = 0; i < photo.px.length; i++) {
      photo.px[i] = random.nextInt(256) / 255f;
    }
    for (double[] quad : QUADS) {
      Homography at = Homography.toQuad(quad);
      double[] seen = new double[WIDTH * HEIGHT];
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < seen.length; i++) {
        double u = (i % WIDTH + 0.5) / WIDTH;
        double v = (i / WIDTH + 0.5) / HEIGHT;
        seen[i] = photo.sample(at.x(u, v) - 0.5, at.y(u, v) - 0.5);
        sum += seen[i];
        squares += seen[i] * seen[i];
      }
      double mean = sum / seen.length;
      double variance = Math.max(1e-6, squares / seen.length - mean * mean);
      float[] cut = StripPainter.cut(photo.stored(), quad, WIDTH, HEIGHT);
      for (int i = 0; i < seen.length; i++) {
        double wanted = (seen[i] - mean) / (Math.sqrt(variance) + 0.01);
        assertThat((double) cut[i]).isCloseTo(wanted, within(1e-4));
      }
    }
  }
}
