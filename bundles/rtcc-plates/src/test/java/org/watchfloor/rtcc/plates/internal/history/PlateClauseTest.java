package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlateClauseTest {
  @Test
  void patternsAreComparedWithKnownPlatesWhereFewHaveThem() {
    assertThat(PlateClause.of("??C1234").known().sql()).contains("plates_known");
    for (String plate : List.of("ABC1234", "ABC12??", "?B12*", "")) {
      assertThat(PlateClause.of(plate).known()).as(plate).isEqualTo(PlateClause.of(plate));
    }
  }

  @Test
  void wildcardsOfSqlHaveNoMeaningInAQuery() {
    assertThat(PlateClause.of("ab%_1")).isEqualTo(new PlateClause("plate = ?", List.of("AB1")));
    assertThat(PlateClause.of("?b**").values()).containsExactly("_B%");
    assertThat(PlateClause.of("a%?b").values()).containsExactly("A", "A\uDBFF\uDFFF", "A_B");
  }
}
