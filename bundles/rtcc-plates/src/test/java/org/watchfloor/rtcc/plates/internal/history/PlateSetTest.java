package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlateSetTest {
  private final PlateSet set = new PlateSet();

  @Test
  void itHasWhatAMapHas() {
    Random random = new Random(11);
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      String plate = plate(random);
      if (random.nextInt(4) == 0) {
        set.remove(plate);
        map.remove(plate);
      } else {
        int hour = random.nextInt(1_000) - 500;
        set.put(plate, hour);
        map.merge(plate, hour, Math::max);
      }
    }
    for (int i = 0; i < 100_000; i++) {
      String plate = plate(random);
      assertThat(set.hour(plate)).isEqualTo(map.getOrDefault(plate, PlateSet.NEVER));
    }
    assertThat(set.find(new PlatePattern("*"), map.size()).orElseThrow())
        .containsExactlyInAnyOrderElementsOf(map.keySet());
  }

  /** Some of them cannot be told by a number. */
  private static String plate(Random random) {
    int number = random.nextInt(20_000);
    return number % 16 == 0 ? "A?" + number : "P" + number;
  }

  @Test
  void moreThanAskedForIsNone() {
    for (String plate : List.of("AB1", "AB2", "AB?", "XY1")) {
      set.put(plate, 1);
    }
    assertThat(set.find(new PlatePattern("AB?"), 3).orElseThrow())
        .containsExactlyInAnyOrder("AB1", "AB2", "AB?");
    assertThat(set.find(new PlatePattern("AB?"), 2)).isEmpty();
    assertThat(set.find(new PlatePattern("Z*"), 2).orElseThrow()).isEmpty();
  }
}
