package org.watchfloor.tools.platemodel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Paints one flat plate, seen from in front, 96 pixels high. For one thread. */
final class PlatePainter {
  static final int HEIGHT = 96;
  private static final List<String> WORDS = words();
  private static final Font WORD_FONT = Typeface.font("LiberationSans-Bold");
  private static final Font SCRIPT_FONT = Typeface.font("LiberationSerif-BoldItalic");

  private final Random random;
  private final boolean held;

  /**
   * @param held the layouts and typefaces that no training sees
   */
  PlatePainter(Random random, boolean held) {
    this.random = random;
    this.held = held;
  }

  /**
   * @param image the plate
   * @param text its characters, without gaps and signs
   * @param region of its layout
   * @param centers of each character, as parts of the plate's width
   */
  record Painted(Gray image, String text, String region, double[] centers) {}

  Painted paint(String region) {
    PlateLayout layout = PlateLayout.draw(random, region, held);
    int width = (int) Math.round(HEIGHT * layout.aspect());
    BufferedImage image = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    boolean dark = random.nextInt(12) == 0;
    float back = dark ? between(0.05, 0.35) : between(0.6, 1);
    float ink = dark ? between(0.75, 1) : between(0, Math.max(0.05, back - 0.42));
    background(g, width, back, layout);
    int left = 4;
    if (layout.parts().contains("band") && random.nextInt(8) != 0) {
      left = band(g, back);
    }
    surroundings(g, width, layout, ink, back);
    String text = layout.text(random);
    double[] centers = characters(g, text, layout, left, width, ink, back);
    if (layout.parts().contains("frame") && random.nextInt(3) == 0) {
      frame(g, width);
    } else if (random.nextBoolean()) {
      g.setColor(gray(random.nextBoolean() ? ink : back * between(0.4, 1)));
      g.setStroke(new BasicStroke(between(1, 4)));
      g.draw(new RoundRectangle2D.Double(1, 1, width - 3, HEIGHT - 3, 12, 12));
    }
    g.dispose();
    Gray gray = Gray.of(image);
    dirt(gray);
    return new Painted(
        gray, text.replaceAll("[^A-Z0-9]", ""), layout.name().substring(0, 2), centers);
  }

  private void background(Graphics2D g, int width, float back, PlateLayout layout) {
    float other = clamp(back + between(-0.2, 0.1));
    g.setPaint(
        random.nextInt(3) == 0
            ? new GradientPaint(0, 0, gray(back), random.nextInt(2) * width, HEIGHT, gray(other))
            : gray(back));
    g.fillRect(0, 0, width, HEIGHT);
    if (layout.name().startsWith("us")) {
      picture(g, width, back);
    }
  }

  /** Mountains, suns, trees: anything pale behind the characters. */
  private void picture(Graphics2D g, int width, float back) {
    if (random.nextInt(3) == 0) {
      g.setPaint(
          new GradientPaint(
              0,
              0,
              gray(clamp(back - between(0, 0.45))),
              0,
              HEIGHT * between(0.2, 0.6),
              gray(back)));
      g.fillRect(0, 0, width, (int) (HEIGHT * 0.6));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      g.setColor(gray(clamp(back + between(-0.25, 0.08))));
      double x = between(-0.2, 0.9) * width;
      double y = between(0, 0.9) * HEIGHT;
      Path2D path = new Path2D.Double();
      path.moveTo(x, y);
      for (int k = 0; k < 3; k++) {
        path.quadTo(
            x + between(-90, 90), y + between(-60, 60), x + between(-90, 90), y + between(-60, 60));
      }
      g.fill(path);
    }
  }

  private int band(Graphics2D g, float back) {
    int wide = 9 + random.nextInt(5);
    g.setColor(gray(between(0.1, 0.45) * back));
    g.fillRect(0, 0, wide, HEIGHT);
    g.setColor(gray(clamp(back * between(0.8, 1))));
    g.draw(new Ellipse2D.Double(2, 20, wide - 4, wide - 4));
    g.setFont(WORD_FONT.deriveFont(between(9, 13)));
    g.drawString(String.valueOf((char) ('A' + random.nextInt(26))), 2, HEIGHT - 20);
    return wide + 3;
  }

  private void surroundings(Graphics2D g, int width, PlateLayout layout, float ink, float back) {
    if (layout.parts().contains("head") && random.nextBoolean()) {
      g.setColor(gray(ink));
      g.fillRect(0, 0, width, (int) (HEIGHT * between(0.15, 0.22)));
    }
    if (layout.parts().contains("words")) {
      if (random.nextInt(12) != 0) {
        word(g, width, between(0.14, 0.2), between(11, 19), ink, back);
      }
      if (random.nextInt(4) != 0) {
        word(g, width, between(0.92, 0.97), between(7, 12), ink, back);
      }
    }
    if (layout.parts().contains("sticker")) {
      for (int i = random.nextInt(4); i > 0; i--) {
        boolean right = random.nextBoolean();
        boolean low = random.nextBoolean();
        double w = between(14, 30);
        double x = right ? width - w - between(4, 14) : between(4, 14);
        double y = low ? HEIGHT - between(16, 22) : between(4, 8);
        g.setColor(gray(between(0, 1)));
        g.fill(new Rectangle2D.Double(x, y, w, between(10, 15)));
      }
    }
    if (layout.parts().contains("bolts")) {
      g.setColor(gray(between(0.1, 0.8)));
      for (int i = 0; i < 4; i++) {
        double d = between(4, 7);
        double x = width * (i % 2 == 0 ? 0.2 : 0.8) - d / 2;
        g.fill(new Ellipse2D.Double(x, i < 2 ? 5 : HEIGHT - 11, d, d));
      }
    }
  }

  private void word(Graphics2D g, int width, double y, float size, float ink, float back) {
    String text = WORDS.get(random.nextInt(WORDS.size())).replace('_', ' ');
    g.setFont((random.nextInt(3) == 0 ? SCRIPT_FONT : WORD_FONT).deriveFont(size));
    int w = g.getFontMetrics().stringWidth(text);
    g.setColor(gray(random.nextBoolean() ? ink : clamp(back - between(0.15, 0.7))));
    g.drawString(text, (int) ((width - w) * between(0.3, 0.7)), (int) (y * HEIGHT));
  }

  private double[] characters(
      Graphics2D g, String text, PlateLayout layout, int left, int width, float ink, float back) {
    double high = HEIGHT * between(layout.textLow(), layout.textHigh());
    boolean us = layout.name().startsWith("us");
    Typeface face = new Typeface(random, us ? between(0.4, 0.62) : between(0.5, 0.72), held);
    double space = between(0.06, us ? 0.2 : 0.16);
    double gap = between(0.2, 0.5);
    double total = 0;
    for (char c : text.toCharArray()) {
      total += cell(face, c, gap) + space;
    }
    total = (total - space) * high;
    double room = width - left - between(3, us ? 26 : 40);
    double squeeze = Math.min(1, room / total);
    if (us && squeeze == 1 && random.nextInt(3) > 0) {
      squeeze = Math.min(1.2, room / total);
    }
    double x = left + (width - left - total * squeeze) * between(0.4, 0.6);
    double y = (HEIGHT - high) * (us ? between(0.44, 0.62) : between(0.4, 0.6));
    List<Double> centers = new ArrayList<>();
    for (char c : text.toCharArray()) {
      AffineTransform at = AffineTransform.getTranslateInstance(x, y);
      at.scale(high * squeeze, high);
      if (Character.isLetterOrDigit(c)) {
        centers.add((x + cell(face, c, gap) * high * squeeze / 2) / width);
        emboss(g, at.createTransformedShape(face.glyph(c)), ink, back);
      } else {
        sign(g, c, at, cell(face, c, gap), ink, back);
      }
      x += (cell(face, c, gap) + space) * high * squeeze;
    }
    return centers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double cell(Typeface face, char c, double gap) {
    return switch (c) {
      case ' ' -> gap;
      case '-', '.' -> gap * 0.9;
      case '*' -> 0.4;
      default -> face.width(c);
    };
  }

  /** Pressed metal throws a light and a shadow at its edges. */
  private void emboss(Graphics2D g, Shape shape, float ink, float back) {
    if (random.nextInt(2) == 0) {
      g.setColor(gray(clamp(back - 0.2f)));
      g.fill(AffineTransform.getTranslateInstance(1.2, 1.4).createTransformedShape(shape));
      g.setColor(gray(clamp(back + 0.15f)));
      g.fill(AffineTransform.getTranslateInstance(-1, -1.2).createTransformedShape(shape));
    }
    g.setColor(gray(ink));
    g.fill(shape);
  }

  private void sign(Graphics2D g, char c, AffineTransform at, double cell, float ink, float back) {
    g.setColor(gray(c == '*' ? clamp(back - between(0.1, 0.6)) : ink));
    switch (c) {
      case '-' -> g.fill(at.createTransformedShape(new Rectangle2D.Double(0, 0.45, cell, 0.11)));
      case '.' ->
          g.fill(at.createTransformedShape(new Ellipse2D.Double(cell / 3, 0.42, 0.14, 0.14)));
      case '*' -> seal(g, at, cell);
      default -> {}
    }
  }

  private void seal(Graphics2D g, AffineTransform at, double cell) {
    if (random.nextBoolean()) {
      for (double y : new double[] {0.05, 0.5}) {
        g.fill(at.createTransformedShape(new Ellipse2D.Double(0.02, y, cell - 0.04, 0.4)));
      }
      return;
    }
    Path2D path = new Path2D.Double();
    path.moveTo(cell * between(0, 0.3), between(0.2, 0.4));
    for (int i = 1; i < 6; i++) {
      double a = Math.PI * 2 * i / 6 + Math.PI;
      double r = between(0.5, 1);
      path.lineTo(cell / 2 + Math.cos(a) * cell / 2 * r, 0.5 + Math.sin(a) * 0.3 * r);
    }
    g.fill(at.createTransformedShape(path));
  }

  private void frame(Graphics2D g, int width) {
    float tone = between(0, 0.9);
    int top = random.nextInt(HEIGHT / 5);
    int low = random.nextInt(HEIGHT / 6);
    int side = 2 + random.nextInt(7);
    g.setColor(gray(tone));
    g.fillRect(0, 0, width, top);
    g.fillRect(0, HEIGHT - low, width, low);
    g.fillRect(0, 0, side, HEIGHT);
    g.fillRect(width - side, 0, side, HEIGHT);
    if (top > 9 && random.nextBoolean()) {
      word(g, width, (top - 3.0) / HEIGHT, top * 0.7f, tone > 0.5 ? 0 : 1, tone);
    }
    if (low > 8 && random.nextBoolean()) {
      word(g, width, 0.97, low * 0.8f, tone > 0.5 ? 0 : 1, tone);
    }
  }

  private void dirt(Gray plate) {
    for (int i = random.nextInt(3) == 0 ? random.nextInt(25) : 0; i > 0; i--) {
      double cx = random.nextDouble() * plate.width;
      double cy = random.nextDouble() * HEIGHT;
      double r = between(1.5, 7);
      float tone = between(0.15, 0.6);
      float strength = between(0.2, 0.8);
      for (int y = (int) Math.max(0, cy - r); y < Math.min(HEIGHT, cy + r); y++) {
        for (int x = (int) Math.max(0, cx - r); x < Math.min(plate.width, cx + r); x++) {
          double d = Math.hypot(x - cx, y - cy) / r;
          if (d < 1) {
            float a = (float) (strength * (1 - d));
            plate.px[y * plate.width + x] = plate.px[y * plate.width + x] * (1 - a) + tone * a;
          }
        }
      }
    }
  }

  private float between(double low, double high) {
    return (float) (low + random.nextDouble() * (high - low));
  }

  static float clamp(float v) {
    return Math.max(0, Math.min(1, v));
  }

  static Color gray(float v) {
    float c = clamp(v);
    return new Color(c, c, c);
  }

  static List<String> words() {
    List<String> all = new ArrayList<>();
    Typeface.lines("words.txt").forEach(line -> all.addAll(List.of(line.trim().split(" "))));
    return List.copyOf(all);
  }
}
