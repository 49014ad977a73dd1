package org.watchfloor.tools.platemodel;

import java.util.Random;

/**
 * Paints what the reader gets: one plate cut out of a picture at corners that are a little wrong,
 * and things that are no plate. For one thread.
 */
public final class StripPainter {
  public static final int WIDTH = 144;
  public static final int HEIGHT = 40;

  private final Random random;
  private final PlatePainter plates;
  private final ScenePainter scenes;

  public StripPainter(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 77);
    this.plates = new PlatePainter(random);
    this.scenes = new ScenePainter(seed + 1);
  }

  /**
   * A strip and what stands on it.
   *
   * @param text empty where it is no plate
   * @param centers of the characters, as parts of the strip's width
   */
  public record Strip(float[] px, String text, double[] centers) {}

  public Strip paint() {
    if (random.nextInt(14) == 0) {
      return nothing();
    }
    PlatePainter.Painted plate = plates.paint("");
    double aspect = plate.image().width / (double) plate.image().height;
    double width = (aspect > 3 ? 68 : 54) * Math.pow(3, random.nextDouble());
    double margin = 10;
    Gray photo =
        new Gray((int) (width * 1.1 + 2 * margin), (int) (width / aspect * 1.6 + 2 * margin + 8));
    double back = random.nextDouble();
    for (int i = 0; i < photo.px.length; i++) {
      photo.px[i] = (float) back;
    }
    double[] quad = Camera.corners(random, photo.width / 2.0, photo.height / 2.0, width, aspect);
    shade(plate.image());
    Camera.place(
        photo, plate.image(), quad, 0.5 + random.nextDouble() * 0.5, random.nextDouble() * 0.15);
    Camera.expose(photo, random, Math.min(1.6, width / 75));
    if (random.nextInt(3) == 0) {
      photo = Camera.jpeg(photo, 0.2 + random.nextDouble() * 0.6);
    }
    double[] cut = wrong(quad);
    Homography there = Homography.toQuad(quad);
    Homography inStrip = Homography.toQuad(cut).inverse();
    double[] centers = plate.centers().clone();
    for (int i = 0; i < centers.length; i++) {
      double x = there.x(centers[i], 0.5);
      double y = there.y(centers[i], 0.5);
      centers[i] = inStrip.x(x, y);
    }
    return new Strip(cut(photo, cut), plate.text(), centers);
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

  private Strip nothing() {
    ScenePainter.Scene scene = scenes.paint(160, 96, 0, 36, 130, "");
    double w = 40 + random.nextDouble() * 80;
    double h = w / (2 + random.nextDouble() * 2.5);
    double[] quad =
        Camera.corners(
            random,
            w / 2 + random.nextDouble() * (160 - w),
            h / 2 + random.nextDouble() * (96 - h),
            w,
            w / h);
    return new Strip(cut(scene.image(), quad), "", new double[0]);
  }

  /** Errors as a detector makes them: each corner, and the whole plate moved and sized. */
  private double[] wrong(double[] quad) {
    double w = Math.hypot(quad[2] - quad[0], quad[3] - quad[1]);
    double h = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
    double cx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
    double cy = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
    double sx = 1.05 + random.nextGaussian() * 0.045;
    double sy = 1.07 + random.nextGaussian() * 0.09;
    double mx = random.nextGaussian() * 0.022 * w;
    double my = random.nextGaussian() * 0.05 * h;
    double[] out = new double[8];
    for (int i = 0; i < 4; i++) {
      out[2 * i] = cx + (quad[2 * i] - cx) * sx + mx + random.nextGaussian() * 0.01 * w;
      out[2 * i + 1] = cy + (quad[2 * i + 1] - cy) * sy + my + random.nextGaussian() * 0.025 * h;
    }
    return out;
  }

  /** The reader's input: evenly sampled inside the corners, mean 0, deviation 1. */
  static float[] cut(Gray photo, double[] quad) {
    return cut(photo, quad, WIDTH, HEIGHT);
  }

  static float[] cut(Gray photo, double[] quad, int width, int height) {
    Homography at = Homography.toQuad(quad);
    float[] px = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (x + 0.5) / width;
        double v = (y + 0.5) / height;
        px[y * width + x] = photo.sample(at.x(u, v) - 0.5, at.y(u, v) - 0.5);
      }
    }
    normalize(px);
    return px;
  }

  static void normalize(float[] px) {
    double sum = 0;
    double squares = 0;
    for (float p : px) {
      sum += p;
      squares += p * p;
    }
    double mean = sum / px.length;
    double deviation = Math.sqrt(Math.max(1e-6, squares / px.length - mean * mean)) + 0.01;
    for (int i = 0; i < px.length; i++) {
      px[i] = (float) ((px[i] - mean) / deviation);
    }
  }
}
