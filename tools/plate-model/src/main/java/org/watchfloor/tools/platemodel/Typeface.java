package org.watchfloor.tools.platemodel;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The characters of one plate: pens along skeletons of our own, or one of the Liberation fonts (SIL
 * OFL), squeezed. Each plate draws its own: width, weight, ends and shapes differ. For one thread.
 */
final class Typeface {
  private static final Map<Character, List<String>> SKELETONS = skeletons("glyphs.txt");
  private static final Map<Character, List<String>> HELD_SKELETONS = skeletons("glyphs-held.txt");
  private static final List<Font> FONTS =
      List.of(
          font("LiberationSans-Bold"),
          font("LiberationSans-Regular"),
          font("LiberationMono-Bold"),
          font("LiberationSerif-Bold"));
  private static final List<Font> HELD_FONTS = List.of(font("LiberationMono-Regular"));
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private final Random random;
  private final Map<Character, List<String>> skeletons;
  private final List<Font> fonts;
  private final double aspect;
  private final boolean monospaced;
  private final int font;
  private final double pen;
  private final int cap;
  private final int join;
  private final double jitter;

  /** How much further down than in the skeleton the middle of a character is, and to the right. */
  private final double lower;

  private final double further;
  private final Map<Character, Shape> drawn = new HashMap<>();

  /**
   * @param held the hand and the font that no training sees
   */
  Typeface(Random random, double aspect, boolean held) {
    this.random = random;
    this.skeletons = held ? HELD_SKELETONS : SKELETONS;
    this.fonts = held ? HELD_FONTS : FONTS;
    this.aspect = aspect;
    this.monospaced = random.nextInt(10) < 7;
    this.font = random.nextInt(10) < 7 ? -1 : random.nextInt(8) * fonts.size() / 8;
    this.pen = 0.105 + random.nextDouble() * 0.085;
    this.cap = random.nextInt(3) == 0 ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
    this.join = random.nextInt(3) == 0 ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER;
    this.jitter = 0.01 + random.nextDouble() * 0.035;
    this.lower = (random.nextDouble() - 0.5) * 0.32;
    this.further = (random.nextDouble() - 0.5) * 0.2;
  }

  /** Width of the cell of a character whose height is 1. */
  double width(char c) {
    if (monospaced) {
      return aspect;
    }
    return switch (c) {
      case 'I' -> aspect * 0.45;
      case '1' -> aspect * 0.65;
      case 'M', 'W' -> aspect * 1.25;
      default -> aspect;
    };
  }

  /** Its outline within its cell, y from 0 to 1 downwards. */
  Shape glyph(char c) {
    return drawn.computeIfAbsent(c, this::draw);
  }

  private Shape draw(char c) {
    return font < 0 ? penned(c) : fromFont(fonts.get(font), c);
  }

  private Shape fromFont(Font face, char c) {
    Shape shape = face.createGlyphVector(CONTEXT, String.valueOf(c)).getOutline();
    Rectangle2D box = shape.getBounds2D();
    double cell = width(c);
    double wide = c == 'I' || c == '1' ? Math.min(cell, box.getWidth() / box.getHeight()) : cell;
    double sx = wide / box.getWidth();
    AffineTransform at = AffineTransform.getTranslateInstance((cell - wide) / 2, 0);
    at.scale(sx, 1 / box.getHeight());
    at.translate(-box.getX(), -box.getY());
    return at.createTransformedShape(shape);
  }

  private Shape penned(char c) {
    List<String> shapes = skeletons.get(c);
    if (shapes == null) {
      throw new IllegalArgumentException("no skeleton for " + c);
    }
    double cell = width(c);
    double wide = c == '1' ? Math.min(cell, aspect * 0.7) : cell;
    double left = pen / 2 + (cell - wide) / 2;
    Path2D path =
        path(shapes.get(random.nextInt(shapes.size())), left, wide - pen, pen / 2, 1 - pen);
    return new BasicStroke((float) pen, cap, join, 3).createStrokedShape(path);
  }

  private Path2D path(String text, double left, double sx, double top, double sy) {
    Path2D path = new Path2D.Double();
    for (String part : text.split(" ")) {
      char command = part.charAt(0);
      String[] numbers = part.length() == 1 ? new String[0] : part.substring(1).split(",");
      double[] p = new double[6];
      // a curve has its further points in the words that follow, joined below
      for (int i = 0; i < numbers.length; i++) {
        double at = Double.parseDouble(numbers[i]);
        double bent = at + (i % 2 == 0 ? further : lower) * at * (1 - at);
        double v = bent + (random.nextDouble() - 0.5) * jitter;
        p[i] = i % 2 == 0 ? left + v * sx : top + v * sy;
      }
      switch (command) {
        case 'M' -> path.moveTo(p[0], p[1]);
        case 'L' -> path.lineTo(p[0], p[1]);
        case 'C' -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> path.closePath();
      }
    }
    return path;
  }

  private static Map<Character, List<String>> skeletons(String resource) {
    Map<Character, List<String>> all = new HashMap<>();
    for (String line : lines(resource)) {
      // "C1,2 3,4 5,6" is one command
      String joined = line.substring(2).replaceAll(" (?=[-.0-9])", ",");
      all.computeIfAbsent(line.charAt(0), c -> new ArrayList<>()).add(joined);
    }
    return all;
  }

  static List<String> lines(String resource) {
    InputStream in = Typeface.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(resource + " is not in the jar");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Font font(String name) {
    String path = "/liberation/" + name + ".ttf";
    try (InputStream in = Typeface.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path: openpdf-fonts-extra");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(100f);
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException(path + ": " + e.getMessage(), e);
    }
  }
}
