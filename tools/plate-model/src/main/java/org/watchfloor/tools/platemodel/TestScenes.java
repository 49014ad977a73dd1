package org.watchfloor.tools.platemodel;

/** Painted streets of 1280 x 720 with one plate, of seeds that no training uses. Stateless. */
public final class TestScenes {
  private static final long FIRST_SEED = 4_000_000;
  private static final double NARROW = 60;
  private static final double WIDE = 220;

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

  public static Street street(int number, String region) {
    ScenePainter painter = new ScenePainter(FIRST_SEED + number);
    ScenePainter.Scene scene = painter.paint(1280, 720, 1, NARROW, WIDE, region);
    ScenePainter.Placed plate = scene.plates().get(0);
    return new Street(Camera.toJpeg(scene.image().toImage(), 0.85), plate.text(), plate.quad());
  }
}
