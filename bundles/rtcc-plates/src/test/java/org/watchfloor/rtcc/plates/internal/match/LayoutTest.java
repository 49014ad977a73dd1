package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final Rates RATES = new ReaderModel(null).rates();

  private static Layout layout() {
    Layout layout = new Layout(Layout.key("LDD"));
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      layout.add(PlateCode.of("%c%d7".formatted('A' + random.nextInt(3), random.nextInt(4))), 0);
    }
    return layout;
  }

  private static Observation read(String text) {
    int[] symbols = text.chars().map(PlateCode::symbol).toArray();
    byte[] sureness = new byte[symbols.length];
    sureness[0] = (byte) Bins.of(0.5);
    sureness[symbols.length - 1] = (byte) Bins.of(0.9);
    return Observation.of(symbols, sureness, new double[symbols.length][], RATES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A17", "817", "A1B", "AA17", "A117", "A171", "A7", "17", "A1"})
  void aReadIsAsLikelyAsFromAllPlatesOfItTogether(String text) {
    Layout layout = layout();
    Observation read = read(text);
    Likelihood each = new Likelihood(read, RATES);
    double sum = 0;
    double all = 0;
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      for (int number = 0; number < 100; number++) {
        long code = PlateCode.of("%c%02d".formatted(letter, number));
        sum += layout.density(code) * each.of(code, false);
        all += layout.density(code);
      }
    }
    assertThat(all).isCloseTo(1, within(1e-9));
    assertThat(layout.likelihood(read)).isCloseTo(sum, within(1e-6 * sum)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A17", "817", "A1B", "AA17", "A117", "A171", "A7", "17", "A1"})
  void onlyWhatIsNegligibleIsToldAsNothing(String text) {
    Layout layout = layout();
    Observation read = read(text);
    double likely = layout.likelihood(read);
    assertThat(layout.likelihood(read, likely * (1 - 1e-9))).isEqualTo(likely);
    // more than certain: nothing is that likely
    assertThat(layout.likelihood(read, 300)).isZero();
    layout.halve();
    double half = layout.likelihood(read);
    assertThat(layout.likelihood(read, half * (1 - 1e-9))).isEqualTo(half);
  }

  @Test
  void whatIsKeptOfItIsTheSame() {
    Layout layout = layout();
    layout.looked(0.2);
    layout.looked(0.4);
    Layout copy = layout.copy();
    assertThat(copy.genuine()).isEqualTo(layout.genuine()).isCloseTo(0.3, within(1e-9));
    assertThat(copy.looked()).isEqualTo(2);
    assertThat(copy.likelihood(read("A17"))).isEqualTo(layout.likelihood(read("A17")));
    layout.add(PlateCode.of("B07"), 0);
    assertThat(copy.total()).isEqualTo(300);
  }
}
