package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.Severity;

class UrgencyTest {
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
}
