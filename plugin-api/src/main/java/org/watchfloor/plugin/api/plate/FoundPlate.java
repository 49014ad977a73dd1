package org.watchfloor.plugin.api.plate;

import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * A plate in a picture, and the smallest upright rectangle around it.
 *
 * @param read what stands on it
 * @param x of its left edge, in pixels from the left of the picture
 * @param y of its upper edge, in pixels from the top
 * @param width in pixels
 * @param height in pixels
 */
public record FoundPlate(PlateRead read, int x, int y, int width, int height) {
  public FoundPlate {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "box: " + width + " x " + height + " at " + x + ", " + y + " is none of a picture");
    }
  }
}
