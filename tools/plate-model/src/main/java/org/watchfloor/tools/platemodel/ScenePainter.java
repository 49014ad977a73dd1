package org.watchfloor.tools.platemodel;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Paints streets with cars: bodies, grilles, lamps, windows, signs, textures, and plates whose
 * corners are known. For one thread; the same seed gives the same picture.
 */
public final class ScenePainter {
  private static final List<String> WORDS = PlatePainter.words();
  private static final Font FONT = Typeface.font("LiberationSans-Bold");
  private static final Font SERIF = Typeface.font("LiberationSerif-Bold");

  private final Random random;
  private final PlatePainter plates;

  public ScenePainter(long seed) {
    this(seed, false);
  }

  /**
   * @param held plates of the layouts and typefaces that no training sees
   */
  ScenePainter(long seed, boolean held) {
    // near seeds of java.util.Random begin alike
    this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ seed >>> 7);
    this.plates = new PlatePainter(random, held);
  }

  /**
   * @param quad x and y of top left, top right, bottom right, bottom left
   * @param text its characters
   * @param region {@code us} or {@code eu}
   */
  public record Placed(double[] quad, String text, String region) {}

  /** A picture and the plates in it. */
  public record Scene(Gray image, List<Placed> plates) {}

  /**
   * @param count of cars with a plate
   * @param narrow width of a plate in pixels, at least
   * @param wide and at most
   * @param region of the plates, empty for any
   */
  public Scene paint(int width, int height, int count, double narrow, double wide, String region) {
    List<PlatePainter.Painted> painted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      painted.add(plates.paint(region));
    }
    Bare bare = bare(width, height, painted, narrow, wide);
    Gray gray = bare.image;
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < bare.quads.size(); i++) {
      double gain = bare.night ? 0.7 + random.nextDouble() * 0.5 : 0.5 + random.nextDouble() * 0.55;
      PlatePainter.Painted plate = painted.get(bare.plates.get(i));
      shade(plate.image());
      Camera.place(gray, plate.image(), bare.quads.get(i), gain, random.nextDouble() * 0.15);
      placed.add(new Placed(bare.quads.get(i), plate.text(), plate.region()));
    }
    Camera.expose(gray, random, 1);
    if (random.nextInt(3) > 0) {
      gray = Camera.jpeg(gray, 0.25 + random.nextDouble() * 0.65);
    }
    return new Scene(gray, placed);
  }

  /**
   * A street whose cars have no plates yet.
   *
   * @param quads where they belong
   * @param plates which of those that were asked for each is
   */
  record Bare(Gray image, List<double[]> quads, List<Integer> plates, boolean night) {}

  /** A street for these plates; those for which there is no room are left out. */
  Bare bare(int width, int height, List<PlatePainter.Painted> painted, double narrow, double wide) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    boolean night = random.nextInt(6) == 0;
    background(g, width, height, night);
    List<double[]> quads = new ArrayList<>();
    List<Integer> plates = new ArrayList<>();
    for (int i = 0; i < painted.size(); i++) {
      Gray plate = painted.get(i).image();
      double w = narrow * Math.pow(wide / narrow, random.nextDouble());
      double aspect = plate.width / (double) plate.height;
      double shown = w * (aspect > 3 ? 1.25 : 0.9);
      double cx = shown / 2 + 4 + random.nextDouble() * Math.max(1, width - shown - 8);
      double cy = shown / aspect / 2 + 4 + random.nextDouble() * (height - shown / aspect - 8);
      double[] quad = Camera.corners(random, cx, cy, shown, aspect);
      if (quads.stream().noneMatch(q -> Math.hypot(q[0] - quad[0], q[1] - quad[1]) < shown * 1.6)) {
        car(g, cx, cy, shown, shown / aspect, night);
        quads.add(quad);
        plates.add(i);
      }
    }
    clutter(g, width, height, quads, narrow, wide);
    g.dispose();
    Gray gray = Gray.of(image);
    gray.blur(random.nextDouble(), random.nextDouble());
    texture(gray);
    return new Bare(gray, quads, plates, night);
  }

  /** The shadow of a bumper or a tow bar, a gleam of the sun. */
  private void shade(Gray plate) {
    if (random.nextInt(4) == 0) {
      double slope = random.nextGaussian() * 0.6;
      double edge = random.nextDouble() * plate.height;
      float dark = 0.4f + random.nextFloat() * 0.4f;
      boolean above = random.nextBoolean();
      for (int y = 0; y < plate.height; y++) {
        for (int x = 0; x < plate.width; x++) {
          if (y + slope * (x - plate.width / 2.0) < edge == above) {
            plate.px[y * plate.width + x] *= dark;
          }
        }
      }
    }
  }

  private void background(Graphics2D g, int width, int height, boolean night) {
    double light = night ? 0.25 : 1;
    g.setPaint(
        new GradientPaint(
            0,
            0,
            PlatePainter.gray(f(0.1, 1, light)),
            f(0, width, 1),
            height,
            PlatePainter.gray(f(0.05, 0.8, light))));
    g.fillRect(0, 0, width, height);
    for (int i = 8 + random.nextInt(30); i > 0; i--) {
      g.setColor(PlatePainter.gray(f(0, 1, light)));
      double x = f(-0.2, 1, width);
      double y = f(-0.2, 1, height);
      double w = f(0.02, 0.5, width);
      double h = f(0.02, 0.5, height);
      switch (random.nextInt(5)) {
        case 0 -> g.fill(new Ellipse2D.Double(x, y, w, h));
        case 1 -> g.fill(blob(x, y, w, h));
        case 2 -> {
          g.setStroke(new BasicStroke(f(0.5, 6, 1)));
          g.draw(blob(x, y, w, h));
        }
        case 3 -> slats(g, x, y, w / 2, h / 2, light);
        default -> g.fill(new RoundRectangle2D.Double(x, y, w, h, f(0, 20, 1), f(0, 20, 1)));
      }
    }
  }

  private Path2D blob(double x, double y, double w, double h) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y);
    for (int i = 0; i < 4; i++) {
      path.quadTo(x + f(-1, 1, w), y + f(-1, 1, h), x + f(-1, 1, w), y + f(-1, 1, h));
    }
    return path;
  }

  /** Grilles, fences, windows of houses, bricks: what looks like rows of characters. */
  private void slats(Graphics2D g, double x, double y, double w, double h, double light) {
    boolean across = random.nextBoolean();
    int n = 3 + random.nextInt(12);
    double fill = f(0.2, 0.8, 1);
    g.setColor(PlatePainter.gray(f(0, 1, light)));
    for (int i = 0; i < n; i++) {
      if (across) {
        g.fill(new RoundRectangle2D.Double(x, y + h * i / n, w, h / n * fill, 2, 2));
      } else {
        g.fill(new RoundRectangle2D.Double(x + w * i / n, y, w / n * fill, h, 2, 2));
      }
    }
    if (random.nextInt(3) == 0) {
      g.setColor(PlatePainter.gray(f(0, 1, light)));
      for (int i = 0; i < n; i++) {
        g.fill(new RoundRectangle2D.Double(x + w * i / n, y, w / n * fill / 2, h, 1, 1));
      }
    }
  }

  private void car(Graphics2D g, double cx, double cy, double w, double h, boolean night) {
    double light = night ? 0.2 : 1;
    float body = f(0.02, 1, light);
    double carWidth = w * f(3, 5, 1);
    double left = cx - carWidth / 2 + f(-0.4, 0.4, w);
    g.setPaint(
        new GradientPaint(
            (float) left,
            (float) (cy - 3 * w),
            PlatePainter.gray(body * 1.25f),
            (float) left,
            (float) (cy + w),
            PlatePainter.gray(body * 0.6f)));
    g.fill(new RoundRectangle2D.Double(left, cy - 2.2 * w, carWidth, 3 * w, w * 0.6, w * 0.6));
    g.setColor(PlatePainter.gray(f(0, 0.4, light)));
    g.fill(
        new RoundRectangle2D.Double(
            left + carWidth * 0.12, cy - 2.1 * w, carWidth * 0.76, w * 0.8, w / 4, w / 4));
    g.setStroke(new BasicStroke(f(0.5, 3, 1)));
    for (int i = random.nextInt(6); i > 0; i--) {
      g.setColor(PlatePainter.gray(f(0, 1, light)));
      double y = cy + f(-1.2, 1, w);
      g.drawLine((int) left, (int) y, (int) (left + carWidth), (int) (y + f(-0.05, 0.05, w)));
    }
    if (random.nextInt(3) == 0) {
      double gw = w * f(0.9, 2, 1);
      slats(g, cx - gw / 2, cy - h * f(1.5, 4, 1), gw, h * f(0.8, 2, 1), light);
    }
    for (int side = -1; side <= 1; side += 2) {
      g.setColor(PlatePainter.gray(night ? f(0.6, 1, 1) : f(0.1, 1, 1)));
      double lw = w * f(0.3, 0.7, 1);
      double x = cx + side * carWidth * 0.38 - lw / 2;
      g.fill(new RoundRectangle2D.Double(x, cy - w * 0.5, lw, w * f(0.2, 0.6, 1), w / 6, w / 6));
    }
    if (random.nextInt(2) == 0) {
      g.setColor(PlatePainter.gray(f(0, 1, light)));
      double pad = f(0.02, 0.25, w);
      g.fill(
          new RoundRectangle2D.Double(
              cx - w / 2 - pad, cy - h / 2 - pad, w + 2 * pad, h + 2 * pad, pad, pad));
    }
    if (random.nextInt(2) == 0) {
      text(g, cx + f(-1.6, 1, w), cy - h * f(0.8, 1.6, 1), w * f(0.08, 0.2, 1), light);
    }
  }

  private void text(Graphics2D g, double x, double y, double size, double light) {
    String word = WORDS.get(random.nextInt(WORDS.size())).replace('_', ' ');
    Font font = (random.nextInt(3) == 0 ? SERIF : FONT).deriveFont((float) Math.max(3, size));
    g.setFont(font.deriveFont(AffineTransform.getScaleInstance(f(0.6, 1.5, 1), 1)));
    g.setColor(PlatePainter.gray(f(0, 1, light)));
    g.drawString(word, (float) x, (float) y);
  }

  /** Signs with words, blank plates, stickers, lamps, wires: never over a plate. */
  private void clutter(
      Graphics2D g, int width, int height, List<double[]> quads, double narrow, double wide) {
    for (int i = random.nextInt(9); i > 0; i--) {
      double w = f(narrow * 0.4, wide * 1.1, 1);
      double h = w * f(0.15, 1.1, 1);
      double x = f(0, 1, width - w);
      double y = f(0, 1, height - h);
      boolean free =
          quads.stream()
              .noneMatch(
                  q ->
                      x < Math.max(q[2], q[4]) + 4
                          && x + w > Math.min(q[0], q[6]) - 4
                          && y < Math.max(q[5], q[7]) + 4
                          && y + h > Math.min(q[1], q[3]) - 4);
      if (!free) {
        continue;
      }
      g.clipRect((int) x, (int) y, (int) w, (int) h);
      int what = random.nextInt(5);
      if (what != 1) {
        g.setColor(PlatePainter.gray(f(0, 1, 1)));
        g.fill(new RoundRectangle2D.Double(x, y, w, h, f(0, 12, 1), f(0, 12, 1)));
      }
      switch (what) {
        case 0, 1 -> text(g, x + w * 0.05, y + h * f(0.5, 0.9, 1), h * f(0.2, 0.8, 1), 1);
        case 2 -> slats(g, x, y, w, h, 1);
        case 3 -> {
          for (int k = 1; k <= 3; k++) {
            text(g, x + 2, y + h * k / 3.2, h * 0.28, 1);
          }
        }
        default -> {}
      }
      g.setClip(null);
    }
  }

  /** Leaves, asphalt, gravel: noise of several sizes, in a part of the picture. */
  private void texture(Gray gray) {
    if (random.nextInt(2) == 0) {
      return;
    }
    int cell = 2 + random.nextInt(7);
    int w = gray.width / cell + 2;
    int h = gray.height / cell + 2;
    Gray coarse = new Gray(w, h);
    coarse.noise(random, 0.05 + random.nextDouble() * 0.25);
    double top = random.nextDouble() * gray.height;
    double low = top + random.nextDouble() * gray.height;
    for (int y = (int) top; y < Math.min(gray.height, low); y++) {
      for (int x = 0; x < gray.width; x++) {
        gray.px[y * gray.width + x] += coarse.sample((double) x / cell, (double) y / cell);
      }
    }
  }

  private float f(double low, double high, double scale) {
    return (float) ((low + random.nextDouble() * (high - low)) * scale);
  }
}
