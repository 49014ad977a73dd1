package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.plates.internal.hits.Urgency;
import org.watchfloor.rtcc.plates.internal.tables.Words;

class MatchingTest {
  @Test
  void platesAreComparedWithoutWhatPeopleWriteBetween() {
    assertThat(PlateText.exact(" hot-12 34")).contains("HOT1234");
    assertThat(PlateText.exact("O0O")).contains("O0O").isNotEqualTo(PlateText.exact("OOO"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "???", "UNKNOWN", "no plate", "NOPLATE", "HOT?234", "--", "unreadable"})
  void whatIsNoPlateNeverMatches(String text) {
    assertThat(PlateText.exact(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "us-nc, NC, true",
    "us-nc, us-nc, true",
    "nc, NC, true",
    "us-nc, SC, false",
    "'', NC, true",
    "us-nc, '', true",
    "us, NC, true",
    "us-nc, North Carolina, true",
    "eu-de, us-de, false",
    "us-ca, CA, true",
    "mx-nle, NC, false"
  })
  void aStateIsADifferenceOnlyWhereBothKnowIt(String read, String list, boolean agree) {
    assertThat(Issuer.of(read).agrees(Issuer.of(list))).isEqualTo(agree);
    assertThat(Issuer.of(list).agrees(Issuer.of(read))).isEqualTo(agree);
  }

  @ParameterizedTest
  @CsvSource({
    "Armed robbery, CRITICAL",
    "FELONY warrant, CRITICAL",
    "AMBER alert, CRITICAL",
    "stolen (officer safety), CRITICAL",
    "kidnapping, CRITICAL",
    "unarmed, HIGH",
    "stolen vehicle, HIGH",
    "'', HIGH"
  })
  void aReasonDecidesHowUrgentItIs(String reason, Severity severity) {
    assertThat(new Urgency("armed, felony,amber,kidnap,officer safety,").of(reason))
        .isEqualTo(severity);
    assertThat(new Urgency("").of(reason)).isEqualTo(Severity.HIGH);
  }

  @Test
  void spansAreSaidInOneUnit() {
    assertThat(Words.of(Duration.ofMinutes(61))).isEqualTo("61 min");
    assertThat(Words.of(Duration.ofMinutes(190))).isEqualTo("3 h");
    assertThat(Words.of(Duration.ofHours(49))).isEqualTo("2 d");
    assertThat(Words.of(Duration.ofSeconds(-5))).isEqualTo("0 min");
  }
}
