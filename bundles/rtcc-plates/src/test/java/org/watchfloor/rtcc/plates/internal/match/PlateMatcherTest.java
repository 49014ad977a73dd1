package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.PlateRead;

class PlateMatcherTest extends MatchFixture {
  @Test
  void thePlateItselfIsAnExactHit() {
    list("HOT1234");
    HotMatch match = match(read("hot-1234", "")).get(0);
    assertThat(match.exact()).isTrue();
    assertThat(match.entry().plate()).isEqualTo("HOT1234");
    assertThat(match.probability()).isGreaterThan(0.95).isLessThan(1);
    assertThat(match.alternatives()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"H0T1234, HOT1234", "HOT1Z34, HOT1234", "8AT1234, BAT1234", "HOTI234, HOT1234"})
  void aMixUpOfLookAlikesIsAPossibleHitAndSaysWhatWasRead(String text, String listed) {
    list(listed);
    HotMatch match = match(read(text, "")).get(0);
    assertThat(match.exact()).isFalse();
    assertThat(match.entry().plate()).isEqualTo(listed);
    assertThat(match.probability()).isBetween(0.5, 1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HXT1234", "HOT1274", "XYZ9876", "HOT12", "OHT1234", "HOT9934"})
  void anotherPlateIsNotOneThatIsNearBySpelling(String text) {
    list("HOT1234");
    traffic(2_000);
    assertThat(match(read(text, ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UNKNOWN", "no plate", "NOPLATE", "unreadable", "NULL", "none", "---", "???", "?"})
  void whatIsNoPlateNeverMatches(String text) {
    list("UNKNOWN", "NOPLATE", "UNREADABLE", "NULL", "NONE", "HOT1234", "UNKN0WN");
    assertThat(match(read(text, ""))).isEmpty();
  }

  @Test
  void aCharacterThatWasNotReadMakesAPossibleHitAtMost() {
    list("HOT1234");
    assertThat(match(read("HOT?234", ""))).hasSize(1).noneMatch(HotMatch::exact);
    assertThat(match(read("HO???34", ""))).noneMatch(HotMatch::exact);
    assertThat(probability(read("HOT?234", ""))).isLessThan(probability(read("HOT1234", "")));
  }

  @Test
  void doubtOfTheReaderRaisesTheProbabilityOfAnotherPlate() {
    list("KMN4321");
    traffic(20_000);
    double before = 0;
    for (double confidence : new double[] {0.995, 0.95, 0.8, 0.5, 0.3}) {
      double now = probability(doubtful("KMN4327", 6, confidence, Map.of("1", 0.3)));
      assertThat(now).as("%s", confidence).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isGreaterThan(0.3);
  }

  @Test
  void theReadersOwnAlternativeCountsMoreThanAnyOther() {
    list("KMN4321");
    traffic(20_000);
    double named = probability(doubtful("KMN4326", 6, 0.6, Map.of("1", 0.35)));
    double other = probability(doubtful("KMN4326", 6, 0.6, Map.of("8", 0.35)));
    assertThat(named).isGreaterThan(other + 0.1);
  }

  @Test
  void moreMistakesAreLessProbable() {
    list("BOB8812");
    double one = probability(read("8OB8812", ""));
    double two = probability(read("8OBB812", ""));
    assertThat(probability(read("BOB8812", ""))).isGreaterThan(one);
    assertThat(one).isGreaterThanOrEqualTo(two);
  }

  @Test
  void anotherStateMakesItAPossibleHitAtMost() {
    index.load(List.of(LoadedList.of("stolen", NOW, List.of(entry("HOT1234", "NC")))));
    traffic(2_000);
    assertThat(match(read("HOT1234", "us-nc")).get(0).exact()).isTrue();
    double same = probability(read("HOT1234", "us-nc"));
    List<HotMatch> other = match(read("HOT1234", "us-sc"));
    assertThat(other).noneMatch(HotMatch::exact);
    assertThat(probability(read("HOT1234", "us-sc"))).isLessThan(same);
    assertThat(probability(read("HOT1234", ""))).isLessThan(same);
  }

  @Test
  void whatElseItMayBeIsTold() {
    list("ABC1234", "A8C1234");
    HotMatch match = match(doubtful("ABC1234", 1, 0.4, Map.of("8", 0.4))).get(0);
    assertThat(match.alternatives()).isNotEmpty();
    assertThat(match.alternatives().get(0).plate()).isEqualTo("A8C1234");
    assertThat(match.alternatives().get(0).list()).isEqualTo("stolen");
  }

  @Test
  void probabilitiesOfOneReadAreTogetherNoMoreThanOne() {
    List<String> plates = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      plates.add(plate());
    }
    list(plates.toArray(String[]::new));
    for (int i = 0; i < 3_000; i++) {
      PlateRead read =
          doubtful(plates.get(random.nextInt(3_000)), random.nextInt(7), 0.4, Map.of());
      double sum = match(read).stream().mapToDouble(HotMatch::probability).sum();
      assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
    }
  }

  @Test
  void aLostOrGainedCharacterIsFound() {
    list("KMN4321");
    traffic(5_000);
    assertThat(match(read("KMN431", ""))).extracting(m -> m.entry().plate()).contains("KMN4321");
    assertThat(match(read("1KMN4321", ""))).extracting(m -> m.entry().plate()).contains("KMN4321");
  }

  @Test
  void aListThatWritesOAsZeroMatchesTheLetter() {
    List<HotEntry> entries = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      entries.add(entry(plate().replace('O', '0'), ""));
    }
    entries.add(entry("D0G1234", ""));
    LoadedList folded = LoadedList.of("ohio", NOW, entries);
    assertThat(folded.foldsO()).isTrue();
    index.load(List.of(folded));
    HotMatch match = match(read("DOG1234", "")).get(0);
    assertThat(match.exact()).isFalse();
    assertThat(match.entry().plate()).isEqualTo("D0G1234");
    assertThat(match.probability()).isGreaterThan(0.9);
  }

  @Test
  void anyTextWhateverIsAnsweredInTime() {
    List<String> plates = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      plates.add(plate());
    }
    list(plates.toArray(String[]::new));
    String alphabet = "AB08OQ17?? -ÜЖБ中ß١";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder("X");
      for (int c = random.nextInt(15); c > 0; c--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String plate = text.toString();
      PlateRead read =
          doubtful(plate, 0, random.nextDouble(), Map.of("?", 0.1, "Ж", 0.2, "8", 0.0));
      assertThatCode(
              () -> {
                match(read);
                learn(READER, read, "ABC1234");
                reject(READER, read, plate);
              })
          .as(plate)
          .doesNotThrowAnyException();
      for (HotMatch match : match(read)) {
        assertThat(match.probability()).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void aHitIsTheLikelierTheMoreOftenTheListIsSeen() {
    list("KMN4321", "QRS5678");
    traffic(20_000);
    PlateRead misread = read("KMN4327", "");
    double before = probability(misread);
    for (int i = 0; i < 300; i++) {
      match(read("QRS5678", ""));
    }
    assertThat(probability(misread)).isGreaterThan(before);
  }

  @Test
  void aListOfHundredThousandsTakesFewBytesAPlate() {
    List<HotEntry> entries = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      entries.add(entry(plate(), "NC"));
    }
    LoadedList list = LoadedList.of("stolen", NOW, entries);
    assertThat((double) list.heap() / list.size()).isLessThan(48);
  }
}
