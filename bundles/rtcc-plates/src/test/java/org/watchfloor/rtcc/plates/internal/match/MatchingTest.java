package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
}
