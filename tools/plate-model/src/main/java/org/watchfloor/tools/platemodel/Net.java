package org.watchfloor.tools.platemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Convolutions one after the other. For one thread. */
final class Net {
  final List<Conv> layers = new ArrayList<>();

  Net(long seed, Conv.Shape... shapes) {
    Random random = new Random(seed);
    for (Conv.Shape shape : shapes) {
      layers.add(new Conv(shape, random));
    }
  }

  /** Input channel by channel, within one picture by picture; the output likewise. */
  float[] forward(float[] x, int pictures, int height, int width, boolean train) {
    float[] y = x;
    int h = height;
    int w = width;
    for (Conv layer : layers) {
      y = layer.forward(y, pictures, h, w, train);
      h = layer.shape.outHeight(h);
      w = layer.shape.outWidth(w);
    }
    return y;
  }

  /** Learns from the gradient of the last output. */
  void backward(float[] gradient, float rate) {
    float[] g = gradient;
    for (int i = layers.size() - 1; i >= 0; i--) {
      g = layers.get(i).backward(g, i == 0);
    }
    layers.forEach(layer -> layer.step(rate));
  }
}
