package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RoadTest {
  private static final Issuer NC = Issuer.of("us-nc");
  private static final Issuer VA = Issuer.of("us-va");
  private static final Rates RATES = new ReaderModel(null).rates();

  private final Random random = new Random(2);

  private Observation read(boolean letters) {
    String plate =
        letters
            ? "%c%05d".formatted('A' + random.nextInt(26), random.nextInt(100_000))
            : "%06d".formatted(random.nextInt(1_000_000));
    int[] symbols = plate.chars().map(PlateCode::symbol).toArray();
    return Observation.of(symbols, new byte[symbols.length], new double[symbols.length][], RATES);
  }

  @Test
  void whatPartOfTheRoadALayoutHasStaysTheSameWhenOldTrafficFades() {
    Road road = new Road();
    Observation[] reads = new Observation[4_000];
    for (int i = 0; i < reads.length; i++) {
      reads[i] = read(i % 4 == 0);
    }
    for (int i = 0; i < 1_000; i++) {
      road.add(reads[i], i % 4 == 0 ? NC : VA);
    }
    double before = road.density(reads[0]);
    for (int i = 1_000; i < 2 * RoadCounts.MOST; i++) {
      road.add(reads[i % reads.length], i % 4 == 0 ? NC : VA);
    }
    assertThat(road.reads()).isBetween(RoadCounts.MOST / 2L, (long) RoadCounts.MOST);
    assertThat(road.density(reads[0])).isCloseTo(before, within(before / 2));
    assertThat(road.state(NC)).isCloseTo(0.25, within(0.01));
    long layouts = road.layouts(0).stream().mapToLong(Layout::total).sum();
    assertThat(layouts).isCloseTo(road.reads(), within(2L));
  }
}
