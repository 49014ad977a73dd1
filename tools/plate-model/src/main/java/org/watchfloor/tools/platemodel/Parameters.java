package org.watchfloor.tools.platemodel;

/** Numbers that are learned, with Adam's moments. For one thread. */
final class Parameters {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.99f;

  final float[] value;
  final float[] gradient;
  private final float[] first;
  private final float[] second;
  private int steps;

  Parameters(int count) {
    value = new float[count];
    gradient = new float[count];
    first = new float[count];
    second = new float[count];
  }

  /** One step against the gradient, which is zero afterwards. */
  void step(float rate, float decay) {
    steps++;
    float c1 = 1 / (1 - (float) Math.pow(FIRST, steps));
    float c2 = 1 / (1 - (float) Math.pow(SECOND, steps));
    for (int i = 0; i < value.length; i++) {
      float g = gradient[i];
      first[i] += (1 - FIRST) * (g - first[i]);
      second[i] += (1 - SECOND) * (g * g - second[i]);
      float move = first[i] * c1 / ((float) Math.sqrt(second[i] * c2) + 1e-8f);
      value[i] -= rate * (move + decay * value[i]);
      gradient[i] = 0;
    }
  }
}
