package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedListTest {
  private static final Instant AT = Instant.parse("2026-11-24T14:00:00Z");
  private static final HotEntry FULL =
      new HotEntry("HOT1234", "NC", "stolen", "PD", "2026-11-20", 1_800_000_000L, "ford", "red");

  private static LoadedList list(List<HotEntry> entries) {
    return LoadedList.of("stolen", AT, entries);
  }

  private static HotEntry entry(String plate) {
    return new HotEntry(plate, "NC", "stolen", "PD", "2026-11-20", HotEntry.NEVER);
  }

  @Test
  void whatAnEntrySaysComesBackWhole() {
    HotEntry never = entry("HOT1234");
    assertThat(list(List.of(FULL, never, FULL)).entries("HOT1234"))
        .containsExactlyInAnyOrder(FULL, never);
    assertThat(list(List.of(FULL, never, FULL)).size()).isEqualTo(2);
  }

  @Test
  void aComponentThatTheTableDoesNotKeepWouldBeLost() {
    assertThat(HotEntry.class.getRecordComponents())
        .as("EntryTable keeps each component of HotEntry: add a column with it")
        .hasSize(8);
  }

  @Test
  void aPlateOfAnotherLengthOrScriptIsKeptAside() {
    LoadedList list = list(List.of(entry("ABCDEFGHIJK12"), entry("MÜ123"), entry("A"), FULL));
    assertThat(list.entries("ABCDEFGHIJK12")).containsExactly(entry("ABCDEFGHIJK12"));
    assertThat(list.entries("MÜ123")).containsExactly(entry("MÜ123"));
    assertThat(list.entries("A")).containsExactly(entry("A"));
    assertThat(list.size()).isEqualTo(4);
  }

  @Test
  void anEmptyListHasNothing() {
    assertThat(list(List.of()).entries("HOT1234")).isEmpty();
    assertThat(list(List.of()).size()).isZero();
  }

  @Test
  void eachOfManyIsFoundAndNoOther() {
    Random random = new Random(7);
    List<HotEntry> entries = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      String plate =
          Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36).toUpperCase(Locale.ROOT);
      entries.add(
          new HotEntry(
              plate + i % 10,
              i % 3 == 0 ? "NC" : "VA",
              "reason " + i % 40,
              "agency " + i % 900,
              "2026-10-" + (10 + i % 20),
              1_800_000_000L + i % 5_000));
    }
    LoadedList list = list(entries);
    for (int i = 0; i < entries.size(); i += 37) {
      HotEntry one = entries.get(i);
      assertThat(list.entries(one.plate()))
          .contains(one)
          .allMatch(e -> e.plate().equals(one.plate()));
    }
    assertThat(list.entries("ZZZZZZZ")).isEmpty();
    assertThat((double) list.heap() / list.size()).isLessThanOrEqualTo(48);
  }

  @ParameterizedTest
  @CsvSource({
    "HOT1234, H0T1Z34, true",
    "ABC1288, A8C1Z8B, true",
    "HOT1234, HOT1235, false",
    "HOT1234, HOT123, false"
  })
  void platesThatLookAlikeHaveOneKey(String one, String two, boolean same) {
    assertThat(LookAlikes.key(PlateCode.of(one)) == LookAlikes.key(PlateCode.of(two)))
        .isEqualTo(same);
  }

  @Test
  void mistakesOfEachCharacterAddUpToOne() {
    for (double[] row : LookAlikes.mistakes()) {
      assertThat(Arrays.stream(row).sum()).isBetween(0.999999, 1.000001);
      assertThat(Arrays.stream(row).min().orElseThrow()).isNotNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\u0410\u0412\u0421123, ABC123",
    "\u0391\u0392\u0395-123, ABE123",
    "\uFF21\uFF22\uFF11, AB1",
    "\u0661\u0662A, 12A",
    "hot 1234, HOT1234"
  })
  void lettersOfOtherScriptsThatLookLatinAreLatin(String read, String plate) {
    assertThat(PlateText.exact(read)).contains(plate);
  }

  @ParameterizedTest
  @CsvSource({"A", "Z", "0123456789", "ABCDEFGHIJ"})
  void aCodeIsItsPlate(String plate) {
    assertThat(PlateCode.text(PlateCode.of(plate))).isEqualTo(plate);
    assertThat(PlateCode.of(plate)).isNotEqualTo(PlateCode.NONE);
  }
}
