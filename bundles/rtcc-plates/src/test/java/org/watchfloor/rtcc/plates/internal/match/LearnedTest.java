package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.PlateRead;

class LearnedTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  private final HotListIndex index = new HotListIndex();
  private final Random random = new Random(1);

  private static PlateRead read(String plate, String region) {
    return new PlateRead(
        plate, region, Optional.of(0.9), List.of(), "", "", "", Optional.empty(), List.of());
  }

  /** One read a second. */
  private void traffic(int reads, Instant from) {
    for (int i = 0; i < reads; i++) {
      String plate = "%04dAB%d".formatted(random.nextInt(10_000), random.nextInt(10));
      index.match("r", read(plate, i % 4 == 0 ? "us-nc" : "us-va"), from.plusSeconds(i), 0.5);
    }
  }

  @Test
  void aRecordComesBackAsItWas() {
    HotEntry entry = new HotEntry("1234AB5", "", "", "", "", HotEntry.NEVER);
    index.load(List.of(LoadedList.of("stolen", NOW, List.of(entry))));
    traffic(2_000, NOW);
    index.match("r", read("1234AB5", ""), NOW.plusSeconds(2_000), 0.5);
    Learned learned = index.learned(NOW.plusSeconds(2_001));
    Learned again = Learned.parse(learned.text());
    assertThat(again.text()).isEqualTo(learned.text());
    assertThat(again.road().reads()).isEqualTo(2_001);
    assertThat(again.road().known()).isEqualTo(2_000);
    assertThat(again.road().ofState(Issuer.of("us-nc"))).isEqualTo(500);
    assertThat(again.traffic().sample()).hasSize(2_001);
    assertThat(again.shares().get("stolen").hits()).isBetween(0.5, 2.0);
  }

  @Test
  void aPlateThatStandsAloneCannotBeReadOutOfIt() {
    traffic(2_000, NOW);
    index.match("r", read("HQXZJWVU", ""), NOW, 0.5);
    String text = index.learned(NOW).text();
    assertThat(text)
        .containsPattern("\"LLLLLLLL\":\\{\"reads\":1,\"looked\":1,\"genuine\":[0-9.]+\\}")
        .contains("\"DDDDLLD\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"form\":1 | \"form\":2 | form",
        "\"DDDDLLD\" | \"DDXDLLD\" | DDXDLLD",
        "\"DDDDLLD\":{\"reads\":500 | \"DDDDLLD\":{\"reads\":-1 | reads",
        "\"DDDDLLD\":{\"reads\":500 | \"DDDDLLD\":{\"reads\":1 | places",
        "\"sample\":[ | \"sample\":[\"~\", | sample",
        "\"sample\":[ | \"sample\":[\"AAAAAAAAAAAAA\", | sample",
        "\"genuine\":1.0 | \"genuine\":1.5 | genuine",
        "\"first\":0.8 | \"first\":8 | first",
        "\"lists\":{ | \"lists\":{\"x\":{\"reads\":1,\"hits\":9} | x",
      })
  void whatIsDamagedIsSaid(String from, String to, String where) {
    traffic(500, NOW);
    String text = index.learned(NOW).text();
    assertThat(text).contains(from);
    assertThatThrownBy(() -> Learned.parse(text.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(where);
  }

  @Test
  void noPartOfARecordIsTakenForAWholeOne() {
    traffic(500, NOW);
    String text = index.learned(NOW).text();
    for (int length = 0; length < text.length(); length += 97) {
      String part = text.substring(0, length);
      assertThatThrownBy(() -> Learned.parse(part)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Learned.parse(null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hoursInWhichNobodyCountedDoNotMakeTheRoadsEmptier() {
    HotListIndex after = new HotListIndex();
    HotEntry entry = new HotEntry("1234AB5", "", "", "", "", HotEntry.NEVER);
    List<LoadedList> lists = List.of(LoadedList.of("stolen", NOW, List.of(entry)));
    index.load(lists);
    after.load(lists);
    traffic(7_200, NOW);
    Instant stop = NOW.plus(Duration.ofHours(2));
    Instant start = stop.plus(Duration.ofHours(5));
    after.learned(Learned.parse(index.learned(stop).text()), start);
    double perDay = after.forecast("stolen", 0.5, start).orElseThrow().readsPerDay();
    assertThat(perDay).isCloseTo(86_400, within(900.0));
    // Nor do old ones count that are over.
    Instant later = stop.plus(Duration.ofDays(3));
    after.learned(Learned.parse(index.learned(stop).text()), later);
    assertThat(after.forecast("stolen", 0.5, later).orElseThrow().readsPerDay()).isZero();
  }
}
