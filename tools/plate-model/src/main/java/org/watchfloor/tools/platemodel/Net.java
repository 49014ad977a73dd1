package org.watchfloor.tools.platemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Convolutions one after the other. For one thread. */
final class Net {
  final List<Conv> layers = new ArrayList<>();
  private Pictures output = Pictures.of(new float[0], 0, 0, 0, 0);

  Net(long seed, Conv.Shape... shapes) {
    Random random = new Random(seed);
    for (Conv.Shape shape : shapes) {
      layers.add(new Conv(shape, random));
    }
  }

  /** Input channel by channel, within one picture by picture; the output likewise. */
  float[] forward(float[] x, int pictures, int height, int width, boolean train) {
    Pictures in = Pictures.of(x, layers.get(0).shape.in(), pictures, height, width);
    Rows first = layers.get(0).input(pictures, height, width);
    for (int c = 0; c < in.channels; c++) {
      for (int r = 0; r < height; r++) {
        first.take(c, r, x, in.at(c, 0, r), in.pitch);
      }
    }
    int h = height;
    int w = width;
    for (int i = 0; i < layers.size(); i++) {
      Conv layer = layers.get(i);
      h = layer.shape.outHeight(h);
      w = layer.shape.outWidth(w);
      if (i == layers.size() - 1) {
        Pictures y = output(pictures, h, w);
        layer.forward(y, train);
        output = y;
      } else {
        layer.forward(layers.get(i + 1).input(pictures, h, w), train);
      }
    }
    return output.px;
  }

  private Pictures output(int pictures, int height, int width) {
    int channels = layers.get(layers.size() - 1).shape.out();
    float[] px = new float[channels * pictures * height * width];
    return Pictures.of(px, channels, pictures, height, width);
  }

  /** Learns from the gradient of the last output, of the same form. */
  void backward(float[] gradient, float rate) {
    Rows from = Pictures.of(gradient, output.channels, output.count, output.height, output.width);
    for (int i = layers.size() - 1; i >= 0; i--) {
      from = layers.get(i).backward(from, i > 0);
    }
    layers.forEach(layer -> layer.step(rate));
  }
}
