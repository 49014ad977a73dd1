package org.watchfloor.rtcc.plates.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.rtcc.api.plates.HotListImport.Fault;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

class HotListCsvTest {
  private static final String HEADER = HotListCsv.HEADER + "\n";

  private static HotListCsv.Parsed parse(String lines) {
    return HotListCsv.parse(HEADER + lines);
  }

  private static List<String> plates(HotListCsv.Parsed parsed) {
    return parsed.entries().stream().map(HotEntry::plate).toList();
  }

  @Test
  void readsAllFields() {
    HotListCsv.Parsed parsed =
        parse("hot-1234,NC,\"stolen, \"\"again\"\"\",Demo PD,2026-11-24,2026-12-31\r\n");
    assertThat(parsed.entries())
        .containsExactly(
            new HotEntry(
                "HOT1234",
                "NC",
                "stolen, \"again\"",
                "Demo PD",
                "2026-11-24",
                Instant.parse("2027-01-01T00:00:00Z").getEpochSecond()));
    assertThat(parsed.faultCount()).isZero();
  }

  @Test
  void readsTimesAndWhatNeverExpires() {
    HotListCsv.Parsed parsed =
        parse("A1,,,,2026-11-24T10:00:00-05:00,2026-11-24T10:00:00-05:00\nB2,,,,,");
    assertThat(parsed.entries().get(0).expires())
        .isEqualTo(Instant.parse("2026-11-24T15:00:00Z").getEpochSecond());
    assertThat(parsed.entries().get(1).expires()).isEqualTo(HotEntry.NEVER);
  }

  @Test
  void leavesBrokenLinesOutAndSaysWhich() {
    HotListCsv.Parsed parsed =
        parse(
            "A1,NC,r,a,,\n"
                + ",NC,r,a,,\n"
                + "UNKNOWN,NC,r,a,,\n"
                + "A2,NC,r,a\n"
                + "A3,NC,r,a,yesterday,\n"
                + "\n"
                + "A4,NC,r,a,,2026-13-01\n"
                + "12345678901234567,NC,r,a,,\n"
                + "A5,NC,\"r\"x,a,,\n"
                + "A6,NC,"
                + "r".repeat(201)
                + ",a,,\n"
                + "A7,NC,r,a,,\n");
    assertThat(plates(parsed)).containsExactly("A1", "A7");
    assertThat(parsed.faults()).extracting(Fault::line).containsExactly(3, 4, 5, 6, 8, 9, 10, 11);
    assertThat(parsed.faults())
        .extracting(Fault::reason)
        .satisfiesExactly(
            r -> assertThat(r).isEqualTo("plate: is missing"),
            r -> assertThat(r).startsWith("plate: \"UNKNOWN\""),
            r -> assertThat(r).startsWith("4 fields, 6 are expected"),
            r -> assertThat(r).startsWith("entered: \"yesterday\""),
            r -> assertThat(r).startsWith("expires: \"2026-13-01\""),
            r -> assertThat(r).startsWith("plate: "),
            r -> assertThat(r).contains("quote"),
            r -> assertThat(r).startsWith("reason: 201 characters"));
    assertThat(parsed.faultCount()).isEqualTo(8);
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLineOnly() {
    HotListCsv.Parsed parsed =
        parse(
            "A1,NC,\"stolen,a,,\n"
                + "A2,NC,r,a,,\n"
                + "A3,NC,\"armed, dangerous\",a,,\n"
                + "A4,NC,5\" pipe,a,,\n"
                + "A5,NC,r,a,,\n"
                + "A6,NC,\"r,a,,\n"
                + "A7,NC,r,a,,");
    assertThat(plates(parsed)).containsExactly("A2", "A3", "A4", "A5", "A7");
    assertThat(parsed.faults()).extracting(Fault::line).containsExactly(2, 7);
  }

  @Test
  void aFieldMayHaveSeveralLinesAndNumbersStayRight() {
    HotListCsv.Parsed parsed = parse("A1,NC,\"one\r\ntwo\nthree\",a,,\r\n,x\r\nA2,NC,r,a,,\r\n");
    assertThat(parsed.entries().get(0).reason()).isEqualTo("one two three");
    assertThat(plates(parsed)).containsExactly("A1", "A2");
    assertThat(parsed.faults()).extracting(Fault::line).containsExactly(5);
  }

  @Test
  void takesAByteOrderMarkAndAHeaderInOtherLetters() {
    assertThat(
            plates(
                HotListCsv.parse(
                    "\uFEFFPlate, State,\"Reason\",Agency,Entered,Expires\r\nA1,,,,,\r\n")))
        .containsExactly("A1");
  }

  @Test
  void refusesWhatIsNoHotList() {
    assertThatThrownBy(() -> HotListCsv.parse(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plate,state,reason,agency,entered,expires");
    assertThatThrownBy(() -> HotListCsv.parse("state,plate,reason,agency,entered,expires\nA,B"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HotListCsv.parse(HEADER))
        .hasMessageContaining("no line could be imported");
    assertThatThrownBy(() -> parse("?,,,,,\n")).hasMessageContaining("line 2: plate");
  }

  @Test
  void refusesALineThatIsTooLongAndNamesTheFirstHundredFaults() {
    HotListCsv.Parsed parsed =
        parse("x".repeat(5_000) + ",,,,,\n" + ",,,,,\n".repeat(150) + "A1,,,,,\n");
    assertThat(parsed.faults()).hasSize(100);
    assertThat(parsed.faults().get(0).reason()).contains("at most 4096");
    assertThat(parsed.faultCount()).isEqualTo(151);
    assertThat(plates(parsed)).containsExactly("A1");
  }

  @Test
  void anyTextEitherGivesEntriesOrACleanRefusal() {
    Random random = new Random(20261124);
    String good =
        HEADER
            + "HOT1234,NC,\"stolen, vehicle\",Demo PD,2026-11-24,2026-12-31\r\n"
            + "AB C-12,us-sc,\"a \"\"b\"\" c\",Other,2026-11-24T10:00:00Z,\n"
            + "ZZZ999,,,,,\n";
    String alphabet = "\",\n\r?*A1-:TZ \u0000\uD83D\uDE00\u0130é;'%_";
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int m = random.nextInt(6); m >= 0; m--) {
        int at = HEADER.length() + random.nextInt(text.length() - HEADER.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.deleteCharAt(at);
        }
      }
      long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
      try {
        HotListCsv.Parsed parsed = HotListCsv.parse(text.toString());
        taken += parsed.entries().size();
        assertThat(parsed.entries().size() + parsed.faultCount()).isBetween(1, (int) lines);
        assertThat(parsed.entries())
            .allSatisfy(e -> assertThat(PlateText.exact(e.plate())).contains(e.plate()));
        assertThat(parsed.faults()).allSatisfy(f -> assertThat(f.line()).isBetween(2, (int) lines));
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("csv: ");
      }
    }
    assertThat(taken).isGreaterThan(20_000);
  }
}
