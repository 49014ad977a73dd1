package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.simulator.city.City;

class ScriptTest {
  @Test
  void theScriptInTheBundleShowsLifeWithinAMinuteAndLastsHalfAnHour() throws Exception {
    Script script = Script.parse(shipped());
    assertThat(script.length()).isEqualTo(Duration.ofMinutes(30));
    Play play = new Play(new City(), script);
    List<Play.Due> first = play.due(-1, 60_000);
    assertThat(first)
        .anyMatch(due -> due instanceof Play.ShotDue && due.at() <= 45_000)
        .anyMatch(due -> due instanceof Play.PassDue && due.at() <= 60_000);
    assertThat(play.stolen()).hasSize(3).containsKey("DEMO404");
  }

  @Test
  void onePlateARoundIsReadAsOneThatLooksLikeItAndThenAsItIs() throws Exception {
    Play play = new Play(new City(), Script.parse(shipped()));
    List<Play.PassDue> passes =
        play.due(-1, 1_799_999).stream()
            .filter(Play.PassDue.class::isInstance)
            .map(Play.PassDue.class::cast)
            .toList();
    List<Play.PassDue> misread =
        passes.stream()
            .filter(due -> !due.pass().readAs().equals(due.drive().vehicle().plate()))
            .toList();
    assertThat(misread).hasSize(1);
    Play.PassDue first = misread.get(0);
    assertThat(first.at()).isLessThan(60_000);
    assertThat(first.pass().readAs()).isEqualTo("RTX903B");
    assertThat(passes)
        .anyMatch(due -> due.drive() == first.drive() && due.pass().readAs().equals("RTX9038"));
  }

  @Test
  void itBeginsAgainWhenItIsOverAndNothingIsDueTwice() throws Exception {
    Play play = new Play(new City(), Script.parse(shipped()));
    int once = play.due(-1, 1_799_999).size();
    assertThat(play.due(1_799_999, 3_599_999)).hasSize(once);
    int inSteps = 0;
    for (long at = -1; at < 3_599_999; at += 200) {
      inSteps += play.due(at, Math.min(3_599_999, at + 200)).size();
    }
    assertThat(inSteps).isEqualTo(2 * once);
    assertThat(play.due(1_800_000, 1_900_000)).allMatch(due -> due.at() > 1_800_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00:20, gunshot, CAM-1, 4, 93 | line 1, where",
        "00:20, gunshot, CAM-0001, 0, 93 | line 1, value",
        "00:20, gunshot, CAM-0001, 4, 101 | line 1, words",
        "0:2, gunshot, CAM-0001, 4, 93 | line 1, at",
        "00:20, gunshot, CAM-0001, 4 | has 4 fields",
        "00:20, flood, CAM-0001, 4, 93 | line 1, what",
        "00:20, stolen, 1 x, ABC123, red ford truck | line 1, where",
        "00:20, stolen, 1 2, abc, red ford truck | line 1, value",
        "00:20, stolen, 1 2, ABC123, red ford | line 1, words",
        "00:20, stolen, 1 2, ABC123/ABC12, red ford truck | line 1, value",
        "00:20, stolen, 1 2, ABC123/ABC12X, red ford truck | line 1, value",
        "00:20, stolen, 1 2, ABC123/abc123, red ford truck | line 1, value",
        "00:20, stolen, 1 2, ABC123, pink ford truck | line 1, words",
        "12:00, gunshot, CAM-0001, 4, 93 | line 1, at",
      })
  void aBadLineIsRefusedWithItsNumberAndField(String line, String words) {
    assertThatThrownBy(() -> Script.parse(line + "\n10:00, end, , ,\n"))
        .isInstanceOf(ScriptFault.class)
        .hasMessageContaining(words);
  }

  @Test
  void aScriptWithoutAnEndOrWithMoreAfterItIsRefused() {
    assertThatThrownBy(() -> Script.parse("# nothing\n")).hasMessageContaining("has no end");
    assertThatThrownBy(() -> Script.parse("1:00, end, , ,\n2:00, end, , ,"))
        .hasMessageContaining("follows the end");
    assertThatThrownBy(() -> Script.parse("0:00, end, , ,")).hasMessageContaining("at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00:20, gunshot, CAM-0900, 4, 93 | no live camera",
        "00:20, stolen, 1 9, ABC123, red ford truck | no plate reader 9",
        "09:50, stolen, 1 2 3 4 5 6, ABC123, red ford truck | not over before the end",
      })
  void whatTheCityDoesNotHaveIsRefused(String line, String words) throws Exception {
    Script script = Script.parse(line + "\n10:00, end, , ,\n");
    assertThatThrownBy(() -> new Play(new City(), script))
        .isInstanceOf(ScriptFault.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining(words);
  }

  /** Whatever stands in a script: it is a script, or a fault that names the line. */
  @Test
  void fuzz() throws Exception {
    City city = new City();
    String whole = shipped();
    Random random = new Random(4_711);
    String alphabet = "0123456789,:#- \nCAMgunshotstolenend\u0000\u202E";
    int good = 0;
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int n = random.nextInt(5); n >= 0; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      try {
        Script script = Script.parse(text.toString());
        if (i % 20 == 0) {
          new Play(city, script);
        }
        good++;
      } catch (ScriptFault e) {
        assertThat(e).hasMessageMatching("(?s)script line \\d+, \\w+: .+");
      }
    }
    assertThat(good).as("some changes are in comments").isBetween(100, 3_900);
  }

  private static String shipped() throws Exception {
    try (InputStream in = Stage.class.getResourceAsStream("city-script.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
