package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

  /** One in fifty is a misread with a letter among the digits; one in fifty has letters alone. */
  private Observation mixed(int i) {
    boolean misread = i % 50 == 0;
    boolean letters = i % 50 == 1;
    String plate =
        letters
            ? random(6, 'A', 26)
            : random(3, 'A', 26) + (misread ? "B" : random(1, '0', 10)) + random(3, '0', 10);
    int[] symbols = plate.chars().map(PlateCode::symbol).toArray();
    byte[] sureness = new byte[symbols.length];
    Arrays.fill(sureness, (byte) Bins.of(0.99));
    double[][] others = new double[symbols.length][];
    if (misread) {
      sureness[3] = (byte) ~Bins.of(0.5);
      others[3] = new double[PlateCode.SYMBOLS];
      others[3][PlateCode.symbol('8')] = 1;
    }
    return Observation.of(symbols, sureness, others, RATES);
  }

  private String random(int length, char from, int of) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (from + random.nextInt(of)));
    }
    return text.toString();
  }

  @Test
  void aRareLayoutIsKnownForMisreadsOfACommonOneOrForPlatesOfItsOwn() {
    Road road = new Road();
    for (int i = 0; i < 50_000; i++) {
      road.add(mixed(i), NC);
    }
    assertThat(road.counts().layouts().get(Layout.key("LLLLDDD")).genuine()).isLessThan(0.1);
    assertThat(road.counts().layouts().get(Layout.key("LLLLLL")).genuine()).isGreaterThan(0.9);
  }

  @Test
  void aReadThatOnlyAMisreadCanBeIsAsLikelyAsThePlatesThatItMayBe() {
    Road road = new Road();
    for (int i = 0; i < 50_000; i++) {
      road.add(mixed(i), NC);
    }
    Observation misread = mixed(0);
    Observation sure =
        Observation.of(
            new int[] {11, 12, 13, 8, 1, 2, 3},
            new byte[] {11, 11, 11, 11, 11, 11, 11},
            new double[7][],
            RATES);
    double mistaken = RATES.wrong(Bins.of(0.5)) * Observation.TOLD;
    assertThat(road.likelihood(misread) / road.likelihood(sure))
        .isBetween(mistaken / 2, mistaken * 2);
    for (Observation read : new Observation[] {misread, sure}) {
      assertThat(road.likelihoodAtLeast(read))
          .isPositive()
          .isLessThanOrEqualTo(road.likelihood(read));
    }
  }
}
