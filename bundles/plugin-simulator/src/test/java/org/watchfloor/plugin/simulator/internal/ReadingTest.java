package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void aRightReadingIsSureAndNamesWhatLooksLikeIt() {
    Reading reading = Reading.of("KHV4801", 7);
    assertThat(reading.text()).isEqualTo("KHV4801");
    assertThat(reading.confidence()).isBetween(0.75, 0.99);
    assertThat(reading.letters()).allMatch(letter -> letter.confidence() > 0.95);
    assertThat(reading.letters().get(0).others()).isEmpty();
    assertThat(reading.letters().get(4).others()).containsOnlyKeys('B');
    assertThat(reading.candidates())
        .extracting(Reading.Candidate::text)
        .contains("KHV4B01", "KHV48O1", "KHV480I")
        .doesNotContain("KHV4801")
        .doesNotHaveDuplicates();
    assertThat(Reading.of("KHV4801", 7)).isEqualTo(reading);
  }

  @Test
  void aMisreadCharacterIsLessSureAndWhatItIsComesNext() {
    Reading reading = Reading.misread("RTX9038", "RTX903B", 7);
    assertThat(reading.text()).isEqualTo("RTX903B");
    assertThat(reading.letters().get(6).confidence()).isLessThan(0.6);
    assertThat(reading.letters().subList(0, 6)).allMatch(letter -> letter.confidence() > 0.95);
    assertThat(reading.candidates().get(0).text()).isEqualTo("RTX9038");
    assertThat(reading.candidates().get(0).confidence())
        .isLessThan(reading.confidence())
        .isGreaterThan(reading.confidence() / 2);
  }

  @Test
  void eachCharactersConfidencesAreSharesOfOne() {
    for (long number = 0; number < 500; number++) {
      Reading reading = Reading.of(Vehicle.ordinary(number).plate(), number);
      for (Reading.Letter letter : reading.letters()) {
        double sum = letter.others().values().stream().mapToDouble(o -> o).sum();
        assertThat(letter.confidence() + sum).isBetween(letter.confidence(), 1.0);
      }
    }
  }
}
