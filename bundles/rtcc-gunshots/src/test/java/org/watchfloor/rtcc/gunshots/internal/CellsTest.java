package org.watchfloor.rtcc.gunshots.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.GeoPoint;

class CellsTest {
  private final Cells cells = new Cells(200);

  private String name(double latitude, double longitude) {
    return cells.name(Optional.of(GeoPoint.of(latitude, longitude)));
  }

  @Test
  void shotsOnOneCornerHaveOneName() {
    assertThat(name(36.09905, -80.24425)).isNotEmpty().isEqualTo(name(36.09910, -80.24420));
  }

  @Test
  void neverGivesOneNameToPlacesThatAreFartherThanASquareIsWide() {
    Random random = new Random(42);
    double diagonal = 200 * Math.sqrt(2) + 1;
    int same = 0;
    for (int i = 0; i < 200_000; i++) {
      double latitude = random.nextDouble() * 178 - 89;
      double longitude = random.nextDouble() * 358 - 179;
      GeoPoint one = GeoPoint.of(latitude, longitude);
      double east = 0.005 / Math.cos(Math.toRadians(latitude));
      GeoPoint other =
          GeoPoint.of(
              latitude + (random.nextDouble() - 0.5) * 0.005,
              Math.max(-180, Math.min(180, longitude + (random.nextDouble() - 0.5) * east)));
      if (cells.name(Optional.of(one)).equals(cells.name(Optional.of(other)))) {
        same++;
        assertThat(one.metresTo(other)).as("%s and %s", one, other).isLessThan(diagonal);
      }
    }
    assertThat(same).isGreaterThan(1_000);
  }

  @Test
  void hasNoNameForAPlaceThatIsNotKnownWellEnough() {
    assertThat(cells.name(Optional.empty())).isEmpty();
    assertThat(cells.name(Optional.of(new GeoPoint(36, -80, 201)))).isEmpty();
    assertThat(cells.name(Optional.of(new GeoPoint(36, -80, 200)))).isNotEmpty();
    assertThat(new Cells(0).name(Optional.of(GeoPoint.of(36, -80)))).isEmpty();
  }

  @Test
  void poleAndDateLineHaveNames() {
    assertThat(name(90, 0)).isNotEmpty();
    assertThat(name(-90, 180)).isNotEmpty();
    assertThat(name(0, -180)).isNotEqualTo(name(0, 0));
  }
}
