package org.watchfloor.tools.platemodel;

import java.util.Random;

/**
 * Painted streets of 1280 x 720 with one plate, of seeds, layouts and typefaces that no training
 * uses. Stateless.
 */
public final class TestScenes {
  private static final long FIRST_SEED = 4_000_000;
  private static final double NARROW = 50;
  private static final double WIDE = 300;
  private static final double SPREAD = 0.29;

  private TestScenes() {}

  /**
   * A street.
   *
   * @param jpeg the picture
   * @param text of its plate
   * @param quad corners of the plate
   */
  public record Street(byte[] jpeg, String text, double[] quad) {
    /** Whether a point is on the plate. */
    public boolean holds(double x, double y) {
      Homography at = Homography.toQuad(quad).inverse();
      double u = at.x(x, y);
      double v = at.y(x, y);
      return u > 0 && u < 1 && v > 0 && v < 1;
    }
  }

  /**
   * Widths of plates are spread as on photographs of traffic: a median of 90 pixels in the US, of
   * 115 in Europe, one in ten below 63 and 78.
   */
  public static Street street(int number, String region) {
    long seed = FIRST_SEED + number;
    double middle = region.equals("eu") ? 115 : 90;
    double spread = new Random(seed * 0x9E3779B97F4A7C15L).nextGaussian();
    double width = Math.max(NARROW, Math.min(WIDE, middle * Math.exp(spread * SPREAD)));
    // what is painted is a plate seen from the side, or a little taller: as wide as it comes out
    double asked = width / (region.equals("eu") ? 1.15 : 0.83);
    ScenePainter painter = new ScenePainter(seed, true);
    ScenePainter.Scene scene = painter.paint(1280, 720, 1, asked, asked, region);
    ScenePainter.Placed plate = scene.plates().get(0);
    return new Street(Camera.toJpeg(scene.image().toImage(), 0.85), plate.text(), plate.quad());
  }
}
