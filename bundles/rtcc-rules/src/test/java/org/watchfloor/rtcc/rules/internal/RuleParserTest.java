package org.watchfloor.rtcc.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Severity;

/** What stands in a rule's file, right and wrong. */
class RuleParserTest {
  private static final Map<String, Object> VALUES =
      Map.of(
          "level_m",
          3.5,
          "count",
          7L,
          "station",
          "Main St; Bridge",
          "open",
          true,
          "code",
          "007",
          "Water level",
          2L,
          "empty",
          "");

  @Test
  void everythingThatARuleCanSay() throws Exception {
    Map<String, Object> file = new HashMap<>();
    file.put("title", " River high ");
    file.put("kinds", "river.level, flow");
    file.put("severity.min", "Low");
    file.put("where", "level_m >= 3; station contains \"st; b\"");
    file.put("near.latitude", "36.1");
    file.put("near.longitude", "-80.2");
    file.put("near.metres", "500");
    file.put("severity", "critical");
    file.put("quiet.seconds", "60");
    file.put("enabled", "true");
    file.put("service.pid", "org.watchfloor.rule~x");
    file.put("felix.fileinstall.filename", "file:/x");
    Rule rule = RuleParser.parse("x", file);
    assertThat(rule.title()).isEqualTo("River high");
    assertThat(rule.sortedKinds()).containsExactly("flow", "river.level");
    assertThat(rule.minSeverity()).isEqualTo(Severity.LOW);
    assertThat(rule.severity()).isEqualTo(Optional.of(Severity.CRITICAL));
    assertThat(rule.quiet()).isEqualTo(Duration.ofSeconds(60));
    assertThat(rule.conditions()).allMatch(condition -> condition.holds(VALUES));
    assertThat(rule.words())
        .containsExactly(
            "severity at least low",
            "level_m >= 3",
            "station contains st; b",
            "within 500 m of 36.1, -80.2",
            "no second one of a device within 60 s");
  }

  @Test
  void valuesOfAnyTypeAreReadAsTheyWouldStandInAFile() throws Exception {
    Map<String, Object> typed = new HashMap<>(Map.of("title", "T", "enabled", false));
    typed.put("kinds", new String[] {"a.b", "c"});
    typed.put("where", List.of("x = 1", "y = 2"));
    typed.put("quiet.seconds", 5);
    Rule rule = RuleParser.parse("x", typed);
    assertThat(rule.kinds()).containsExactlyInAnyOrder("a.b", "c");
    assertThat(rule.conditions()).hasSize(2);
    assertThat(rule.enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level_m = 3.5 | true",
        "level_m=3.50 | true",
        "level_m != 3.5 | false",
        "level_m > 3.5 | false",
        "level_m >= 3.5 | true",
        "level_m < 4 | true",
        "level_m <= 3.4 | false",
        "level_m > -1e3 | true",
        "count = 7 | true",
        "count = 7.0 | true",
        "count contains 7 | true",
        "station contains MAIN | true",
        "station contains river | false",
        "station = main st; bridge | error",
        "station = \"main st; bridge\" | true",
        "station > 3 | false",
        "open = TRUE | true",
        "open != false | true",
        "code = 7 | true",
        "code = 007 | true",
        "\"Water level\" = 2 | true",
        "empty = \"\" | true",
        "missing = 3 | false",
        "missing != 3 | false",
        "level_m | error",
        "level_m == 3 | error",
        "level_m ~ 3 | error",
        "level_m > high | error",
        "level_m > 3 and count = 7 | error",
        "count = | error",
        "= 3 | error",
        "station contains \"main | error",
        "level_m > NaN | error",
        "level_m > 0x10 | error",
        "Water level = 2 | error",
        "stationcontains x | error",
      })
  void conditions(String text, String expected) throws Exception {
    if (expected.equals("error")) {
      assertThatThrownBy(() -> Condition.all(text))
          .isInstanceOf(RuleFault.class)
          .hasMessageStartingWith("where: ");
    } else {
      List<Condition> conditions = Condition.all(text);
      assertThat(conditions).hasSize(1);
      assertThat(conditions.get(0).holds(VALUES)).isEqualTo(Boolean.parseBoolean(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title=",
        "kinds=",
        "kinds=River",
        "kinds=river.*",
        "kinds=plate.read",
        "kinds=plate.rekor-alert",
        "kinds=river, plate",
        "severity=urgent",
        "severity.min=5",
        "near.latitude=36",
        "near.metres=100",
        "quiet.seconds=-1",
        "quiet.seconds=86401",
        "quiet.seconds=soon",
        "enabled=yes",
        "wher=level > 3",
      })
  void aWrongValueIsAFaultOfItsKey(String line) {
    Map<String, Object> file = new HashMap<>(Map.of("title", "T", "kinds", "river"));
    String key = line.substring(0, line.indexOf('='));
    file.put(key, line.substring(line.indexOf('=') + 1));
    assertThatThrownBy(() -> RuleParser.parse("x", file))
        .isInstanceOf(RuleFault.class)
        .message()
        .matches("(?s)(" + key + "|near\\.[a-z]+): .+");
  }

  @Test
  void latitudeOutOfRange() {
    Map<String, Object> file = new HashMap<>(Map.of("title", "T", "kinds", "river"));
    file.put("near.latitude", "95");
    file.put("near.longitude", "0");
    file.put("near.metres", "10");
    assertThatThrownBy(() -> RuleParser.parse("x", file))
        .hasMessage("near.latitude: \"95\" is not a number from -90 to 90");
  }

  @Test
  void whateverStandsThereIsReadOrIsAFaultOfItsKey() {
    Random random = new Random(11);
    String seed = "level_m >= 3.5; station contains \"Main St; x\"; \"a b\" != -1e9; c = ''";
    String letters = "\";=!<> contains0123456789.eE+-_\u0000\u001f\ud83d\\$()*[]{}\n\t";
    int good = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(seed);
      for (int n = random.nextInt(6); n >= 0 && text.length() > 1; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
          default -> text.setLength(Math.max(1, at));
        }
      }
      try {
        Condition.all(text.toString()).forEach(condition -> condition.holds(VALUES));
        good++;
      } catch (RuleFault e) {
        assertThat(e.getMessage()).startsWith("where: ").hasSizeLessThan(300);
      }
    }
    assertThat(good).isBetween(1_000, 19_000);
  }

  @Test
  void aVeryLongConditionIsRefusedQuickly() {
    long before = System.nanoTime();
    assertThatThrownBy(() -> Condition.all("a" + " ".repeat(1 << 20) + "b"))
        .isInstanceOf(RuleFault.class);
    assertThatThrownBy(() -> Condition.all("a = 1;".repeat(21))).isInstanceOf(RuleFault.class);
    assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
  }
}
