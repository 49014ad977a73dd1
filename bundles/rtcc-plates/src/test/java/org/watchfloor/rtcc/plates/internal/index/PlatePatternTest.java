package org.watchfloor.rtcc.plates.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlatePatternTest {
  private static boolean fits(String pattern, String plate) {
    PlatePattern compiled = new PlatePattern(pattern);
    long code = PlateKey.of(plate);
    boolean byText = compiled.matches(plate);
    if (code != PlateKey.NONE) {
      assertThat(compiled.matches(code)).as("%s %s", pattern, plate).isEqualTo(byText);
    }
    return byText;
  }

  @Test
  void oneAndAnyNumberOfCharacters() {
    assertThat(fits("ABC123", "ABC123")).isTrue();
    assertThat(fits("ABC123", "ABC1234")).isFalse();
    assertThat(fits("A?C1*", "ABC1")).isTrue();
    assertThat(fits("A?C1*", "AC1")).isFalse();
    assertThat(fits("*A*A*", "AA")).isTrue();
    assertThat(fits("*A*A*", "A")).isFalse();
    assertThat(fits("AB*BA", "ABA")).isFalse();
    assertThat(fits("*0?", "0")).isFalse();
    assertThat(fits("*", "A")).isTrue();
    assertThat(fits("??????????", "ABCDEFGHIJ")).isTrue();
  }

  @Test
  void aPlateThatIsNoNumberIsComparedAsText() {
    assertThat(fits("AB?123", "AB?123")).isTrue();
    assertThat(fits("Ж*", "Ж123")).isTrue();
    assertThat(fits("Ж*", "A123")).isFalse();
    assertThat(fits("*12345678901*", "A12345678901")).isTrue();
    assertThat(fits("12345678901", "1234567890")).isFalse();
  }

  /** Of few characters, so that many fit, and pieces can be found at the wrong place. */
  @Test
  void theNumberIsComparedAsTheTextIs() {
    Random random = new Random(4);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(text(random, "A0", 1, 10));
    }
    int fit = 0;
    for (int i = 0; i < 2_000; i++) {
      String pattern = text(random, "A0?*", 1, 12);
      for (String plate : all) {
        fit += fits(pattern, plate) ? 1 : 0;
      }
    }
    assertThat(fit).isBetween(5_000, 300_000);
  }

  private static String text(Random random, String of, int least, int most) {
    StringBuilder text = new StringBuilder();
    int length = least + random.nextInt(most - least + 1);
    for (int i = 0; i < length; i++) {
      text.append(of.charAt(random.nextInt(of.length())));
    }
    return text.toString();
  }
}
