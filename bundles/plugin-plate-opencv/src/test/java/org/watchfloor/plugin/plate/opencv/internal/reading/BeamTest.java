package org.watchfloor.plugin.plate.opencv.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BeamTest {
  /** Log probabilities of nothing, A, B for each column. */
  private static Map<String, Double> search(double[]... columns) {
    float[] y = new float[3 * columns.length];
    for (int t = 0; t < columns.length; t++) {
      for (int c = 0; c < 3; c++) {
        y[c * columns.length + t] = (float) Math.log(columns[t][c]);
      }
    }
    return Beam.search(y, 3, columns.length, "AB");
  }

  @Test
  void sumsOverAllWaysToWriteAText() {
    Map<String, Double> texts = search(new double[] {0.5, 0.4, 0.1}, new double[] {0.5, 0.4, 0.1});
    // A then nothing, nothing then A, A then A
    assertThat(texts.get("A")).isCloseTo(0.2 + 0.2 + 0.16, within(1e-6));
    assertThat(texts.get("")).isCloseTo(0.25, within(1e-6));
    assertThat(texts.get("AB")).isCloseTo(0.04, within(1e-6));
    assertThat(texts.keySet().iterator().next()).isEqualTo("A");
    assertThat(texts.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void theSameCharacterTwiceNeedsNothingBetween() {
    Map<String, Double> texts =
        search(
            new double[] {0.05, 0.9, 0.05},
            new double[] {0.9, 0.05, 0.05},
            new double[] {0.05, 0.9, 0.05});
    assertThat(texts.keySet().iterator().next()).isEqualTo("AA");
  }
}
