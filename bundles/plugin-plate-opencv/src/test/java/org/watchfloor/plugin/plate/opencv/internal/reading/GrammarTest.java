package org.watchfloor.plugin.plate.opencv.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrammarTest {
  private final Grammar grammar = Grammar.load();

  @Test
  void aPatternOfTheRegionFitsBest() {
    assertThat(grammar.regions()).containsExactlyInAnyOrder("us", "eu");
    assertThat(grammar.fits("ABC1234", "us")).isEqualTo(1);
    assertThat(grammar.fits("7ABC123", "us")).isEqualTo(1);
    assertThat(grammar.fits("123ABC", "us")).isEqualTo(1);
    assertThat(grammar.fits("12345A6", "us")).isEqualTo(1);
    assertThat(grammar.fits("12345A6", "eu")).isLessThan(1);
    assertThat(grammar.fits("1234", "us"))
        .isLessThan(1)
        .isGreaterThan(grammar.fits("1A2B3C4", "us"));
    assertThat(grammar.fits("AB12CDE", "eu")).isEqualTo(1);
    assertThat(grammar.fits("AB12CDE", "")).isEqualTo(1);
  }

  @Test
  void wordsAreNoPlatesButPossible() {
    assertThat(grammar.fits("TEXAS", "us"))
        .isGreaterThan(0)
        .isLessThan(grammar.fits("1A2B3C4", "us"));
  }
}
