package org.watchfloor.plugin.plate.opencv.internal.reading;

import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/** Corrects the corners of a plate that is known roughly. For one thread. */
final class Corners {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 48;
  private static final double ACROSS = 1.35;
  private static final double HIGH = 1.6;
  private static final double UNIT = 0.25;
  private static final int TIMES = 3;

  private final Net net;

  Corners(byte[] model) {
    MatOfByte bytes = new MatOfByte(model);
    net = Dnn.readNetFromONNX(bytes);
    bytes.release();
  }

  /** What it was given where the correction makes no sense. */
  Quad of(Pyramid pyramid, Quad rough) {
    Quad quad = rough;
    for (int i = 0; i < TIMES; i++) {
      Quad next = once(pyramid, quad.grown(ACROSS, HIGH, 0));
      if (!next.plausible()) {
        return quad;
      }
      quad = next;
    }
    return quad;
  }

  private Quad once(Pyramid pyramid, Quad around) {
    Mat cut = Cut.of(pyramid, around, WIDTH, HEIGHT);
    Mat blob = Dnn.blobFromImage(cut);
    net.setInput(blob);
    Mat out = net.forward();
    Mat flat = out.reshape(1, 1);
    float[] y = new float[8];
    flat.get(0, 0, y);
    flat.release();
    out.release();
    blob.release();
    cut.release();
    double[] corners = new double[8];
    for (int i = 0; i < 4; i++) {
      double u = (i == 1 || i == 2 ? 1 : 0) + y[2 * i] * UNIT;
      double v = (i >= 2 ? 1 : 0) + y[2 * i + 1] * UNIT;
      double[] at = around.at(u, v);
      corners[2 * i] = at[0];
      corners[2 * i + 1] = at[1];
    }
    return new Quad(corners);
  }
}
