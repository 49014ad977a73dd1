package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.HotListForecast;

class PlateMatcherTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final String READER = "openalpr~north/Cam 7";

  private final HotListIndex index = new HotListIndex();
  private final Random random = new Random(11);

  private static HotEntry entry(String plate, String state) {
    return new HotEntry(plate, state, "stolen", "PD", "2026-11-20", HotEntry.NEVER);
  }

  private void list(String... plates) {
    index.load(
        List.of(
            LoadedList.of("stolen", NOW, Arrays.stream(plates).map(p -> entry(p, "")).toList())));
  }

  private static PlateRead read(String plate, String region) {
    return new PlateRead(
        plate, region, Optional.empty(), List.of(), "", "", "", Optional.empty(), List.of());
  }

  /** Of which one character is doubtful. */
  private static PlateRead doubtful(
      String plate, int at, double confidence, Map<String, Double> o) {
    List<PlateCharacter> characters = new ArrayList<>();
    for (int i = 0; i < plate.length(); i++) {
      String value = plate.substring(i, i + 1);
      characters.add(
          i == at ? new PlateCharacter(value, confidence, o) : PlateCharacter.of(value, 0.99));
    }
    return new PlateRead(
        plate, "", Optional.empty(), List.of(), "", "", "", Optional.empty(), characters);
  }

  private List<HotMatch> match(PlateRead read) {
    return index.match(READER, read, NOW, 0.05);
  }

  private double probability(PlateRead read) {
    List<HotMatch> matches = match(read);
    return matches.isEmpty() ? 0 : matches.get(0).probability();
  }

  private String plate() {
    StringBuilder plate = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      plate.append(PlateCode.character(i < 3 ? 10 + random.nextInt(26) : random.nextInt(10)));
    }
    return plate.toString();
  }

  /** The road as it is after a day, so that what is likely on it is known. */
  private void traffic(int reads) {
    for (int i = 0; i < reads; i++) {
      match(read(plate(), "us-nc"));
    }
  }

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
  void whatPeopleSayMovesTheProbability() {
    list("KMN4321", "QRS5678");
    traffic(20_000);
    PlateRead misread = read("KMN4327", "");
    double before = probability(misread);
    for (int i = 0; i < 20; i++) {
      learn(READER, read("ABC7777", ""), "ABC1777");
    }
    double confirmed = probability(misread);
    assertThat(confirmed).isGreaterThan(before);
    assertThat(index.match("another", misread, NOW, 0.05).size()).isLessThanOrEqualTo(1);
    for (int i = 0; i < 400; i++) {
      reject(READER, misread, "KMN4321");
    }
    assertThat(probability(misread)).isLessThan(confirmed);
    // Each look is a hit of the list as well: after many one more changes nothing.
    for (int i = 0; i < 300; i++) {
      match(read("QRS5678", ""));
    }
    double exact = probability(read("QRS5678", ""));
    for (int i = 0; i < 50; i++) {
      reject(READER, read("QRS5678", ""), "QRS5678");
    }
    assertThat(probability(read("QRS5678", ""))).isLessThan(exact);
  }

  private void learn(String reader, PlateRead read, String truth) {
    index.confirmed(reader, read, truth, NOW, 0.5).ifPresent(index.readers()::add);
  }

  private void reject(String reader, PlateRead read, String listed) {
    index.rejected(reader, read, listed).ifPresent(index.readers()::add);
  }

  @Test
  void sumsAreTheSameAsLessons() {
    List<Lesson> lessons = new ArrayList<>();
    lessons.add(index.confirmed(READER, read("ABC7777", ""), "ABC1777", NOW, 0.5).orElseThrow());
    lessons.add(index.confirmed(READER, read("ABC777", ""), "ABC1777", NOW, 0.5).orElseThrow());
    lessons.add(index.rejected(READER, read("ABC1777", ""), "ABC1777").orElseThrow());
    Map<String, Double> sums = new HashMap<>();
    for (Lesson lesson : lessons) {
      index.readers().add(lesson);
      Lesson.parse(READER, lesson.text()).counts().forEach((n, c) -> sums.merge(n, c, Double::sum));
    }
    ReaderModels again = new ReaderModels();
    again.load(List.of(new Lesson(READER, sums)));
    int one = PlateCode.symbol('1');
    int seven = PlateCode.symbol('7');
    Rates known = index.readers().rates(READER);
    for (String reader : List.of(READER, "another")) {
      Rates loaded = again.rates(reader);
      assertThat(loaded.taken(one, seven))
          .isEqualTo(index.readers().rates(reader).taken(one, seven));
      assertThat(loaded.missing()).isEqualTo(index.readers().rates(reader).missing());
    }
    assertThat(known.taken(one, seven))
        .isGreaterThan(new ReaderModels().rates(READER).taken(one, seven));
    again.load(List.of());
    assertThat(again.rates(READER).taken(one, seven))
        .isEqualTo(new ReaderModels().rates(READER).taken(one, seven));
  }

  @Test
  void whatWasTakenBackLeavesNothing() {
    Lesson lesson = index.rejected(READER, read("QRS5678", ""), "QRS5678").orElseThrow();
    Map<String, Double> back = new HashMap<>();
    lesson.counts().forEach((name, count) -> back.put(name, -count));
    index.readers().add(lesson);
    index.readers().add(new Lesson(READER, back));
    int bin = Bins.of(0.99);
    assertThat(index.readers().rates(READER).wrong(bin))
        .isCloseTo(new ReaderModels().rates(READER).wrong(bin), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reads", "=1", "reads=x", "reads=1  extra=1"})
  void whatIsNoLessonIsRefused(String text) {
    assertThatThrownBy(() -> Lesson.parse(READER, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsOfALaterVersionAreLeftOut() {
    Map<String, Double> counts = new HashMap<>();
    for (String name : List.of("new", "right.99", "right.x", "taken.A", "taken.?B", "taken.B?")) {
      counts.put(name, 50.0);
    }
    index.readers().load(List.of(new Lesson(READER, counts)));
    int bin = Bins.of(0.99);
    assertThat(index.readers().rates(READER).wrong(bin))
        .isEqualTo(new ReaderModels().rates(READER).wrong(bin));
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
  void aForecastIsNearToWhatCameOfIt() {
    List<String> plates = new ArrayList<>();
    for (int i = 0; i < 120_000; i++) {
      plates.add(plate());
    }
    list(plates.toArray(String[]::new));
    synthetic(100_000);
    HotListForecast expected = index.forecast("stolen", 0.1, NOW).orElseThrow();
    int draws = 100_000;
    int hits = synthetic(draws);
    double foretold = expected.falsePerDay() / expected.readsPerDay() * draws;
    assertThat(hits).isGreaterThan(30);
    assertThat(foretold).isCloseTo(hits, within(0.2 * hits + 2 * Math.sqrt(hits)));
    ForecastCenter center = new ForecastCenter(index, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(center.forecast("none", 0.1)).isEmpty();
    for (double from : new double[] {0, 0.049, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> center.forecast("stolen", from)).hasMessageContaining("from");
    }
    assertThat(index.forecast("stolen", 1, NOW).orElseThrow().falsePerDay())
        .isLessThan(expected.falsePerDay());
  }

  /**
   * Vehicles read by one that errs as readers are expected to, one character in seven doubtful.
   *
   * @return false alerts
   */
  private int synthetic(int reads) {
    int hits = 0;
    for (int i = 0; i < reads; i++) {
      String truth = plate();
      int doubt = random.nextInt(7);
      StringBuilder text = new StringBuilder(truth);
      for (int at = 0; at < 7; at++) {
        if (random.nextDouble() < Bins.wrong(Bins.of(at == doubt ? 0.5 : 0.99))) {
          text.setCharAt(at, taken(text.charAt(at)));
        }
      }
      PlateRead read = doubtful(text.toString(), doubt, 0.5, Map.of());
      hits +=
          index.match(READER, read, NOW, 0.1).stream()
                  .anyMatch(match -> !match.entry().plate().equals(truth))
              ? 1
              : 0;
    }
    return hits;
  }

  private char taken(char truth) {
    double[] mistakes = LookAlikes.mistakes()[PlateCode.symbol(truth)];
    double left = random.nextDouble();
    int taken = 0;
    while (taken < 35 && (left -= mistakes[taken]) >= 0) {
      taken++;
    }
    return PlateCode.character(taken);
  }

  @Test
  void withoutTrafficNothingIsForetold() {
    list("HOT1234");
    HotListForecast unknown = index.forecast("stolen", 0.5, NOW).orElseThrow();
    assertThat(unknown.draws()).isZero();
    assertThat(unknown.readsPerDay()).isZero();
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
