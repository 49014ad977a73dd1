package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.util.Map;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/**
 * Reads the characters of a plate whose corners are known: makes it flat, lets a net judge each
 * column, and searches for the likely texts. For one thread.
 */
final class Characters {
  static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int WIDTH = 144;
  private static final int HEIGHT = 40;
  private static final int CLASSES = ALPHABET.length() + 1;
  private static final int COLUMNS = WIDTH / 4;

  private final Net net;

  Characters(byte[] model) {
    MatOfByte bytes = new MatOfByte(model);
    net = Dnn.readNetFromONNX(bytes);
    bytes.release();
  }

  /** Likely texts and the probability of each; an empty one means that nothing stands there. */
  Map<String, Double> read(Pyramid pyramid, Quad quad) {
    Mat strip = Cut.of(pyramid, quad, WIDTH, HEIGHT);
    Mat blob = Dnn.blobFromImage(strip);
    net.setInput(blob);
    Mat out = net.forward();
    Mat flat = out.reshape(1, 1);
    float[] y = new float[CLASSES * COLUMNS];
    flat.get(0, 0, y);
    flat.release();
    out.release();
    blob.release();
    strip.release();
    return Beam.search(y, CLASSES, COLUMNS, ALPHABET);
  }
}
