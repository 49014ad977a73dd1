package org.watchfloor.plugin.simulator.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.simulator.city.CityCamera.Ownership;

class CityTest {
  private final City city = new City();

  @Test
  void isTheSameEveryTime() {
    City again = new City();
    assertThat(again.cameras()).isEqualTo(city.cameras());
    assertThat(again.streets()).isEqualTo(city.streets());
    assertThat(again.readers()).isEqualTo(city.readers());
  }

  @Test
  void hasTwoThousandTwoHundredCamerasOfWhichTwentyFourAreLive() {
    assertThat(city.cameras()).hasSize(2_200).extracting(CityCamera::id).doesNotHaveDuplicates();
    assertThat(city.cameras().get(0).id()).isEqualTo("CAM-0001");
    assertThat(city.cameras().get(2_199).id()).isEqualTo("CAM-2200");
    assertThat(city.liveCameras()).hasSize(24);
    assertThat(
            city.cameras().stream()
                .collect(Collectors.groupingBy(CityCamera::ownership, Collectors.counting())))
        .containsEntry(Ownership.OWNED, 900L)
        .containsEntry(Ownership.SHARED, 500L)
        .containsEntry(Ownership.REGISTERED, 800L);
  }

  @Test
  void camerasHoldTheRulesOfTheInventory() {
    for (CityCamera camera : city.cameras()) {
      assertThat(camera.id()).matches("[A-Za-z0-9.-]{1,64}");
      assertThat(camera.name()).isNotBlank().hasSizeLessThanOrEqualTo(120);
      assertThat(camera.heading()).isBetween(0.0, 360.0);
      assertThat(camera.fieldOfView()).isBetween(1.0, 360.0);
      assertThat(camera.rangeMetres()).isBetween(1.0, 5_000.0);
      assertThat(camera.spot().to(new Spot(0, 0))).as(camera.id()).isLessThan(6_500);
      assertThat(Terrain.wet(camera.spot()) && camera.live()).as(camera.id()).isFalse();
    }
    assertThat(city.cameras().get(23).sourceId()).contains("camera-mjpeg~cam-0024");
    assertThat(city.cameras().get(24).sourceId()).isEmpty();
  }

  @Test
  void liveCamerasLookAlongTheirStreetThroughTheirCrossing() {
    assertThat(city.junctions()).hasSize(8);
    for (Junction junction : city.junctions()) {
      Spot crossing = junction.crossing().spot();
      assertThat(junction.cameras()).hasSize(3);
      for (CityCamera camera : junction.cameras()) {
        assertThat(camera.live()).isTrue();
        assertThat(camera.ahead(crossing)).isBetween(25.9, 26.1);
        assertThat(camera.aside(crossing)).isBetween(-8.1, -7.9);
        assertThat(city.junction(camera)).contains(junction);
      }
    }
    assertThat(city.junction(city.cameras().get(24))).isEmpty();
  }

  @Test
  void theCityIsAboutEightKilometresWide() {
    double east =
        city.streets().stream()
            .filter(street -> street.roadClass() != Street.RoadClass.FREEWAY)
            .flatMap(street -> street.line().stream())
            .mapToDouble(Spot::east)
            .max()
            .orElseThrow();
    assertThat(east).isBetween(3_800.0, 4_700.0);
    assertThat(city.parks()).hasSize(5);
    assertThat(city.blocks()).hasSizeGreaterThan(1_500);
  }

  @Test
  void placesOnTheGlobeAreWhereTheMetresSay() {
    Spot spot = new Spot(1_000, 2_000);
    assertThat(spot.latitude()).isBetween(36.11788, 36.11789);
    assertThat(spot.longitude()).isBetween(-80.23308, -80.23306);
    assertThat(new Spot(0, 0).plus(90, 100).east()).isBetween(99.99, 100.01);
    assertThat(new Spot(0, 0).headingTo(new Spot(-1, 0))).isEqualTo(270);
  }

  @Test
  void routesPassTheReadersAlongStreets() {
    Route route = city.route(List.of(1, 4, 2, 6, 1));
    List<Crossing> crossings = route.crossings();
    for (int i = 1; i < crossings.size(); i++) {
      assertThat(city.joined(crossings.get(i - 1), crossings.get(i))).isTrue();
    }
    for (int number : new int[] {1, 2, 4, 6}) {
      Crossing crossing = city.readers().get(number - 1).crossing();
      List<Double> passes = route.metresAt(crossing);
      assertThat(passes).as("reader %d", number).isNotEmpty();
      assertThat(route.at(passes.get(0)).spot().to(crossing.spot())).isLessThan(0.01);
    }
    assertThat(route.at(-5).spot()).isEqualTo(crossings.get(0).spot());
    assertThat(route.at(1e6).spot()).isEqualTo(crossings.get(crossings.size() - 1).spot());
  }

  @Test
  void aRouteToNowhereIsRefused() {
    assertThatThrownBy(() -> city.route(List.of(1, 7))).hasMessageContaining("plate reader 7");
    assertThatThrownBy(() -> city.route(List.of(0))).hasMessageContaining("plate reader 0");
  }
}
