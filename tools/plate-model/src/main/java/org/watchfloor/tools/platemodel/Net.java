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
    Pictures y = Pictures.of(x, layers.get(0).shape.in(), pictures, height, width);
    for (Conv layer : layers) {
      y = layer.forward(y, train);
    }
    return y.plain();
  }

  /** Learns from the gradient of the last output. */
  void backward(float[] gradient, float rate) {
    int last = layers.size() - 1;
    Pictures g = layers.get(last).gradient();
    g.take(Pictures.of(gradient, g.channels, g.count, g.height, g.width));
    for (int i = last; i >= 0; i--) {
      layers.get(i).backward(i == 0 ? null : layers.get(i - 1).gradient());
    }
    layers.forEach(layer -> layer.step(rate));
  }
}
