package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlateClauseTest {
  @Test
  void aPlateLeadsToItsReadsAndAPatternDoesNot() {
    assertThat(PlateClause.of("ABC1234").byPlate()).isTrue();
    assertThat(PlateClause.of("ABC12??").byPlate()).isFalse();
    assertThat(PlateClause.of("").byPlate()).isFalse();
  }

  @Test
  void wildcardsOfSqlHaveNoMeaningInAQuery() {
    assertThat(PlateClause.of("ab%_1")).isEqualTo(new PlateClause("plate = ?", List.of("AB1")));
    assertThat(PlateClause.of("?b**").values()).containsExactly("_B%");
    assertThat(PlateClause.of("a%?b").values()).containsExactly("A_B");
  }
}
