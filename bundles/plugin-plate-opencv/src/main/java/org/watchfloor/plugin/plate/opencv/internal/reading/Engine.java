package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Finds and reads the plates of one picture. Needs OpenCV's native library to be loaded.
 * Thread-safe: one picture at a time.
 */
public final class Engine {
  private static final int MOST_REGIONS = 5;
  private static final int MOST_TEXTS = 10;
  private static final int LEAST_CHARACTERS = 4;
  private static final int MOST_CHARACTERS = 9;

  /** Of what the finder and the reader say together; below it is no plate. */
  private static final double LEAST_SCORE = 0.36;

  /** Of the best text: where not even one stands out, it is a picture of something else. */
  private static final double LEAST_CONFIDENCE = 0.05;

  /** A plate with this much needs no other beginning. */
  private static final double SURE = 0.7;

  /** How much wider and higher than the finder says a plate may be. */
  private static final double[][] BEGINNINGS = {
    {1, 1}, {1.4, 1}, {0.75, 1}, {1, 1.4}, {1.2, 0.7}, {0.8, 1.3}
  };

  /** A little more than the plate, as the reader was trained. */
  private static final double[] VIEW = {1.05, 1.07, 0};

  /** Slightly different views of one plate: what all of them show is more sure. */
  private static final double[][] VIEWS = {
    VIEW, {1.1, 1.16, 0}, {1.01, 0.98, 0}, {1.05, 1.07, 0.06}, {1.05, 1.07, -0.06}
  };

  private final Finder finder;
  private final Corners corners;
  private final Characters characters;
  private final Grammar grammar = Grammar.load();

  public Engine() {
    finder = new Finder(resource("finder.onnx"));
    corners = new Corners(resource("corners.onnx"));
    characters = new Characters(resource("reader.onnx"));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Engine.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the bundle");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param picture JPEG, PNG or another form that OpenCV knows
   * @param region {@code us}, {@code eu}, or empty: then the shape of each plate tells
   * @return the plates, surest first
   * @throws IllegalArgumentException if it is no picture
   */
  public synchronized List<Found> read(byte[] picture, String region) {
    if (picture.length == 0) {
      throw new IllegalArgumentException("picture: is empty");
    }
    MatOfByte bytes = new MatOfByte(picture);
    Mat gray = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_GRAYSCALE);
    bytes.release();
    try {
      if (gray.empty()) {
        throw new IllegalArgumentException(
            "picture: " + picture.length + " bytes that are neither JPEG nor PNG");
      }
      return read(gray, region);
    } finally {
      gray.release();
    }
  }

  /** A JPEG of the plate and as much again around it. */
  public byte[] crop(byte[] picture, Quad quad) {
    MatOfByte bytes = new MatOfByte(picture);
    Mat colour = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
    MatOfByte jpeg = new MatOfByte();
    try {
      double wide = quad.width();
      double high = Math.max(quad.height() * 2, wide / 2);
      int left = (int) Math.max(0, quad.centerX() - wide);
      int top = (int) Math.max(0, quad.centerY() - high / 2);
      int right = (int) Math.min(colour.cols(), quad.centerX() + wide + 1);
      int low = (int) Math.min(colour.rows(), quad.centerY() + high / 2 + 1);
      Mat part = colour.submat(top, low, left, right);
      Imgcodecs.imencode(".jpg", part, jpeg);
      part.release();
      return jpeg.toArray();
    } finally {
      jpeg.release();
      colour.release();
      bytes.release();
    }
  }

  private List<Found> read(Mat gray, String region) {
    List<Found> found = new ArrayList<>();
    try (Pyramid pyramid = new Pyramid(gray)) {
      for (Region candidate : finder.find(pyramid, MOST_REGIONS)) {
        Found best = best(pyramid, candidate, region);
        if (best.score() >= LEAST_SCORE
            && !best.texts().isEmpty()
            && best.confidence() >= LEAST_CONFIDENCE) {
          found.add(best);
        }
      }
    }
    found.sort(Comparator.comparingDouble(Found::score).reversed());
    return withoutTheSame(found);
  }

  /** The reading that is surest of those from several beginnings, by one look at each. */
  private Found best(Pyramid pyramid, Region candidate, String region) {
    Quad surest = candidate.quad();
    double most = -1;
    for (double[] beginning : BEGINNINGS) {
      Quad quad = corners.of(pyramid, candidate.quad().grown(beginning[0], beginning[1], 0));
      double sure = sure(pyramid, quad, region);
      if (sure > most) {
        most = sure;
        surest = quad;
      }
      if (most >= SURE) {
        break;
      }
    }
    return read(pyramid, new Region(surest, candidate.score()), region);
  }

  /** Probability of the likeliest text that may be a plate's, at one look. */
  private double sure(Pyramid pyramid, Quad quad, String told) {
    String region = told.isEmpty() ? quad.region() : told;
    return characters.read(pyramid, quad.grown(VIEW[0], VIEW[1], VIEW[2])).entrySet().stream()
        .filter(e -> isPlate(e.getKey()))
        .mapToDouble(e -> e.getValue() * grammar.fits(e.getKey(), region))
        .max()
        .orElse(0);
  }

  /** From slightly different beginnings two regions may have become the same plate. */
  private static List<Found> withoutTheSame(List<Found> found) {
    List<Found> kept = new ArrayList<>();
    for (Found next : found) {
      boolean same =
          kept.stream()
              .anyMatch(
                  k ->
                      Math.abs(k.quad().centerX() - next.quad().centerX()) < k.quad().width() / 2
                          && Math.abs(k.quad().centerY() - next.quad().centerY())
                              < k.quad().height() / 2);
      if (!same) {
        kept.add(next);
      }
    }
    return kept;
  }

  private Found read(Pyramid pyramid, Region candidate, String told) {
    Quad quad = candidate.quad();
    String region = told.isEmpty() ? quad.region() : told;
    Map<String, Double> seen = seen(pyramid, quad);
    double plate = 0;
    double all = 0;
    Map<String, Double> likely = new HashMap<>();
    for (Map.Entry<String, Double> text : seen.entrySet()) {
      if (isPlate(text.getKey())) {
        double weighed = text.getValue() * grammar.fits(text.getKey(), region);
        plate += text.getValue() * grammar.plausible(text.getKey(), region);
        all += weighed;
        likely.put(text.getKey(), weighed);
      }
    }
    // the grammar tells texts of one picture apart; it makes none of them surer to be a plate's
    double scale = all > 0 ? plate / all : 0;
    likely.replaceAll((text, weighed) -> weighed * scale);
    return new Found(quad, best(likely), Math.sqrt(candidate.score() * Math.min(1, plate)));
  }

  private static List<Map.Entry<String, Double>> best(Map<String, Double> likely) {
    return likely.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_TEXTS)
        .toList();
  }

  /** Of a likely length, and not one or two characters again and again as fences have it. */
  private static boolean isPlate(String text) {
    return text.length() >= LEAST_CHARACTERS
        && text.length() <= MOST_CHARACTERS
        && text.chars().distinct().count() > (text.length() > 5 ? 2 : 1);
  }

  /** The mean over the views. */
  private Map<String, Double> seen(Pyramid pyramid, Quad quad) {
    Map<String, Double> sum = new HashMap<>();
    for (double[] view : VIEWS) {
      characters
          .read(pyramid, quad.grown(view[0], view[1], view[2]))
          .forEach((text, p) -> sum.merge(text, p / VIEWS.length, Double::sum));
    }
    return sum;
  }
}
