package org.watchfloor.tools.platemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Paints what the reader gets: one plate cut out of a picture at corners that are a little wrong,
 * and things that are no plate. For one thread.
 */
public final class StripPainter {
  public static final int WIDTH = 144;
  public static final int HEIGHT = 40;

  /** A street is painted once for so many plates, each of which hangs on its car alone. */
  private static final int PLATES_A_STREET = 4;

  private static final int STREET_WIDTH = 340;
  private static final int STREET_HEIGHT = 240;

  private final Random random;
  private final PlatePainter plates;
  private final ScenePainter scenes;
  private final List<PlatePainter.Painted> painted = new ArrayList<>();
  private ScenePainter.@Nullable Bare street;
  private int used;

  public StripPainter(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 77);
    this.plates = new PlatePainter(random, false);
    this.scenes = new ScenePainter(seed + 1);
  }

  /**
   * A plate as a camera sees it, or something that is none.
   *
   * @param quad corners of the plate
   * @param text empty where it is no plate
   * @param centers of the characters, as parts of the plate's width
   */
  record Photo(Gray.Stored stored, double[] quad, String text, double[] centers) {}

  /**
   * A strip and what stands on it.
   *
   * @param text empty where it is no plate
   * @param centers of the characters, as parts of the strip's width
   */
  public record Strip(float[] px, String text, double[] centers) {}

  public Strip paint() {
    return strip(photo());
  }

  Photo photo() {
    ScenePainter.Bare at = street();
    if (random.nextInt(9) == 0) {
      Gray empty = at.image().copy();
      Camera.expose(empty, random, 1);
      return new Photo(empty.stored(), new double[0], "", new double[0]);
    }
    int which = used % at.quads().size();
    double[] place = at.quads().get(which);
    PlatePainter.Painted first = painted.get(at.plates().get(which));
    PlatePainter.Painted plate = used < at.quads().size() ? first : plates.paint(first.region());
    Gray whole = around(at.image(), place);
    double aspect = plate.image().width / (double) plate.image().height;
    double width = Math.hypot(place[2] - place[0], place[3] - place[1]);
    double[] quad = Camera.corners(random, whole.width / 2.0, whole.height / 2.0, width, aspect);
    shade(plate.image());
    Camera.place(
        whole, plate.image(), quad, 0.5 + random.nextDouble() * 0.5, random.nextDouble() * 0.15);
    Camera.expose(whole, random, Math.min(1.6, width / 75));
    if (random.nextInt(3) == 0) {
      whole = Camera.jpeg(whole, 0.2 + random.nextDouble() * 0.6);
    }
    return new Photo(whole.stored(), quad, plate.text(), plate.centers());
  }

  private ScenePainter.Bare street() {
    ScenePainter.Bare at = street;
    while (at == null || used == PLATES_A_STREET || at.quads().isEmpty()) {
      painted.clear();
      painted.add(plates.paint(""));
      painted.add(plates.paint(""));
      double narrow = 50 * Math.pow(2.6, random.nextDouble());
      at = scenes.bare(STREET_WIDTH, STREET_HEIGHT, painted, narrow, narrow * 1.4);
      used = 0;
    }
    street = at;
    used++;
    return at;
  }

  /** A plate's place and as much around it as those that look for its corners may see. */
  private static Gray around(Gray street, double[] quad) {
    double w = Math.hypot(quad[2] - quad[0], quad[3] - quad[1]);
    double h = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
    int width = (int) (w * 1.9 + 8);
    int height = (int) (h * 2.6 + 8);
    int left = (int) ((quad[0] + quad[2] + quad[4] + quad[6]) / 4 - width / 2.0);
    int top = (int) ((quad[1] + quad[3] + quad[5] + quad[7]) / 4 - height / 2.0);
    Gray part = new Gray(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        part.px[y * width + x] = street.sample(left + x, top + y);
      }
    }
    return part;
  }

  /** Another cut of it each time. */
  Strip strip(Photo photo) {
    if (photo.text().isEmpty()) {
      return nothing(photo.stored());
    }
    double[] cut = wrong(photo.quad());
    Homography there = Homography.toQuad(photo.quad());
    Homography inStrip = Homography.toQuad(cut).inverse();
    double[] centers = photo.centers().clone();
    for (int i = 0; i < centers.length; i++) {
      double x = there.x(centers[i], 0.5);
      double y = there.y(centers[i], 0.5);
      centers[i] = inStrip.x(x, y);
    }
    return new Strip(cut(photo.stored(), cut), photo.text(), centers);
  }

  private void shade(Gray plate) {
    if (random.nextInt(5) == 0) {
      float dark = 0.35f + random.nextFloat() * 0.45f;
      double slope = random.nextGaussian();
      double edge = random.nextDouble() * plate.height;
      for (int y = 0; y < plate.height; y++) {
        for (int x = 0; x < plate.width; x++) {
          if (y + slope * (x - plate.width / 2.0) < edge) {
            plate.px[y * plate.width + x] *= dark;
          }
        }
      }
    }
  }

  private Strip nothing(Gray.Stored scene) {
    double w = 40 + random.nextDouble() * 80;
    double h = w / (2 + random.nextDouble() * 2.5);
    double[] quad =
        Camera.corners(
            random,
            w / 2 + random.nextDouble() * (scene.width() - w),
            h / 2 + random.nextDouble() * (scene.height() - h),
            w,
            w / h);
    return new Strip(cut(scene, quad), "", new double[0]);
  }

  /** Errors as a detector makes them: each corner, and the whole plate moved and sized. */
  private double[] wrong(double[] quad) {
    double w = Math.hypot(quad[2] - quad[0], quad[3] - quad[1]);
    double h = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
    double cx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
    double cy = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
    double much = random.nextInt(3) == 0 ? 0.5 : 1;
    double sx = 1.05 + random.nextGaussian() * 0.055 * much;
    double sy = 1.07 + random.nextGaussian() * 0.11 * much;
    double mx = random.nextGaussian() * 0.026 * w * much;
    double my = random.nextGaussian() * 0.065 * h * much;
    double[] out = new double[8];
    for (int i = 0; i < 4; i++) {
      double ex = random.nextGaussian() * 0.013 * w * much;
      double ey = random.nextGaussian() * 0.035 * h * much;
      out[2 * i] = cx + (quad[2 * i] - cx) * sx + mx + ex;
      out[2 * i + 1] = cy + (quad[2 * i + 1] - cy) * sy + my + ey;
    }
    return out;
  }

  /** The reader's input: evenly sampled inside the corners, mean 0, deviation 1. */
  static float[] cut(Gray.Stored photo, double[] quad) {
    return cut(photo, quad, WIDTH, HEIGHT);
  }

  /**
   * @param width with {@code height} a multiple of the lanes
   */
  static float[] cut(Gray.Stored photo, double[] quad, int width, int height) {
    float[] px = new float[width * height];
    photo.sample(Homography.toQuad(quad), px, width, height);
    normalize(px);
    return px;
  }

  static void normalize(float[] px) {
    float mean = Lanes.sum(px, 0, px.length) / px.length;
    Lanes.add(px, 0, px.length, -mean);
    float variance = Lanes.dot(px, px, 0, px.length) / px.length;
    Lanes.multiply(px, 0, px.length, (float) (1 / (Math.sqrt(Math.max(1e-6, variance)) + 0.01)));
  }
}
