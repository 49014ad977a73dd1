package org.watchfloor.plugin.plate.opencv.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrammarTest {
  private final Grammar grammar = Grammar.load();

  @Test
  void aPatternOfTheRegionFitsBest() {
    assertThat(grammar.regions()).containsExactlyInAnyOrder("us", "eu");
    assertThat(grammar.fits("ABC1234", "us")).isEqualTo(1);
    assertThat(grammar.fits("7ABC123", "us")).isBetween(0.4, 0.7);
    assertThat(grammar.fits("123ABC", "us")).isBetween(0.4, 0.7);
    assertThat(grammar.fits("1234", "us"))
        .isLessThan(grammar.fits("123ABC", "us"))
        .isGreaterThan(grammar.fits("1A2B3C4", "us"));
    assertThat(grammar.fits("AB123CD", "eu")).isEqualTo(1);
    assertThat(grammar.fits("AB12CDE", "eu")).isBetween(0.5, 0.8);
    assertThat(grammar.fits("AB123CD", "")).isEqualTo(1);
    assertThat(grammar.fits("ABC1234", "")).isEqualTo(1);
  }

  @Test
  void wordsAreNoPlatesButPossible() {
    assertThat(grammar.fits("TEXAS", "us"))
        .isGreaterThan(0)
        .isLessThan(grammar.fits("1A2B3C4", "us"));
  }
}
