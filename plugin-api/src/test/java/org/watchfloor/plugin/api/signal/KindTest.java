package org.watchfloor.plugin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KindTest {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){1,3}");

  @Test
  void isTwoToFourWordsJoinedByDots() {
    Random random = new Random(4711);
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = random.nextInt(12);
      for (int k = 0; k < length; k++) {
        name.append("aaabz09-..A_ \u00e4".charAt(random.nextInt(14)));
      }
      boolean fits = FORM.matcher(name).matches();
      good += fits ? 1 : 0;
      assertThat(taken(name.toString())).as("%s", name).isEqualTo(fits);
    }
    assertThat(good).as("of both sorts enough").isBetween(500, 90_000);
  }

  @Test
  void hasAtMost64Characters() {
    assertThat(taken("a." + "b".repeat(62))).isTrue();
    assertThat(taken("a." + "b".repeat(63))).isFalse();
    assertThatThrownBy(() -> new Kind("plate"))
        .hasMessage("kind: \"plate\" is not two to four lower-case words joined by dots");
  }

  private static boolean taken(String name) {
    try {
      return new Kind(name).name().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
