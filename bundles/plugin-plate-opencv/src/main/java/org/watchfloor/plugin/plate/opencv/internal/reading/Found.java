package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.util.List;
import java.util.Map;

/**
 * A plate in a picture.
 *
 * @param quad its corners
 * @param texts likely ones, best first, with the probability of each
 * @param score that it is a plate at all, 0 to 1
 */
public record Found(Quad quad, List<Map.Entry<String, Double>> texts, double score) {
  public Found {
    texts = List.copyOf(texts);
  }

  public String text() {
    return texts.get(0).getKey();
  }

  public double confidence() {
    return texts.get(0).getValue();
  }
}
