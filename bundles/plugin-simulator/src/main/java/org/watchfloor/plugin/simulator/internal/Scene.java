package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.Spot;

/**
 * What stands and moves before a camera at a moment, in metres of its own frame: {@code aside} to
 * the right of its axis, {@code ahead} along it. Immutable.
 *
 * @param cars the farthest first
 * @param people the farthest first
 * @param flash a shot is being fired at this place
 */
record Scene(List<Car> cars, List<Person> people, Optional<Place> flash) {
  /** The middle of the street, right of which live cameras hang. */
  static final double STREET = -8;

  /** Half a second after each other. */
  private static final long ROUND_MILLIS = 500;

  private static final long FLASH_MILLIS = 140;
  private static final long RUN_MILLIS = 14_000;
  private static final long POLICE_FROM = 45_000;
  private static final long POLICE_UNTIL = 170_000;
  private static final double REACH = 170;
  private static final double LANE = 3.5;

  /** A place in the camera's frame. */
  record Place(double aside, double ahead) {}

  /**
   * A car as a box.
   *
   * @param turn how it stands: 0 seen from behind, 1 from the front, 2 going right, 3 going left
   * @param blue whether it is a police car with its lights on
   */
  record Car(Place middle, int turn, Vehicle vehicle, boolean blue) {}

  /** Somebody on foot; the step says how the legs are, 0 up to 1. */
  record Person(Place feet, double step, int coat) {}

  /** Before a camera: ordinary traffic of the city's time, the play if it has begun. */
  static Scene of(CityCamera camera, long cityMillis, @Nullable Play play, long playMillis) {
    List<Play.Heard> heard =
        play == null ? List.of() : play.heard(camera, playMillis, POLICE_UNTIL);
    List<Car> cars = new ArrayList<>();
    Traffic.around(camera, cityMillis, REACH).forEach(car -> cars.add(ordinary(car)));
    if (play != null) {
      stolen(camera, play, playMillis, cars);
    }
    if (!heard.isEmpty() && heard.get(0).age() > POLICE_FROM) {
      Vehicle patrol = new Vehicle("POLICE", "white", 0xD8DCE2, "ford", "suv-standard");
      cars.add(new Car(new Place(STREET - 5.4, 36), 0, patrol, true));
    }
    cars.removeIf(car -> car.middle().ahead() < 9 || car.middle().ahead() > REACH);
    cars.sort(Comparator.comparingDouble((Car car) -> car.middle().ahead()).reversed());
    return new Scene(List.copyOf(cars), people(camera, cityMillis, heard), flash(heard));
  }

  private static Car ordinary(Traffic.Car car) {
    double beyond = car.beyond();
    double crossing = Traffic.CROSSING;
    return switch (car.stream()) {
      case AWAY -> new Car(new Place(STREET + LANE, crossing + beyond), 0, car.vehicle(), false);
      case TOWARDS -> new Car(new Place(STREET - LANE, crossing - beyond), 1, car.vehicle(), false);
      case ACROSS -> new Car(new Place(STREET + beyond, crossing - LANE), 2, car.vehicle(), false);
    };
  }

  private static void stolen(CityCamera camera, Play play, long now, List<Car> cars) {
    for (Play.Moving moving : play.moving(now)) {
      double heading = moving.position().heading();
      Spot inLane = moving.position().spot().plus(heading + 90, LANE);
      Place place = new Place(camera.aside(inLane), camera.ahead(inLane));
      if (place.ahead() > 0 && place.ahead() < REACH && Math.abs(place.aside()) < 80) {
        int quarter = (int) Math.round(((heading - camera.heading() + 720) % 360) / 90) % 4;
        int[] turns = {0, 2, 1, 3};
        cars.add(new Car(place, turns[quarter], moving.drive().vehicle(), false));
      }
    }
  }

  /** They walk; they run from shots; they come back when the police are there. */
  private static List<Person> people(CityCamera camera, long now, List<Play.Heard> heard) {
    List<Person> people = new ArrayList<>();
    long age = heard.isEmpty() ? Long.MAX_VALUE : heard.get(0).age();
    for (int i = 0; i < 9; i++) {
      long key = camera.id().hashCode() * 977L + i;
      double side = Mix.fraction(key) < 0.6 ? STREET - 8.8 : STREET + 8.6;
      double path = 34 + 60 * Mix.fraction(key + 1_000);
      double pace = (0.0008 + 0.0006 * Mix.fraction(key + 2_000)) * (i % 2 == 0 ? 1 : -1);
      double ahead = 18 + Math.floorMod((long) (path * 1_000 + now * pace * 1_000), 80_000) / 1e3;
      double aside = side + Mix.fraction(key + 3_000) * 1.6 - 0.8;
      double step = (now * Math.abs(pace) * 1.3) % 1;
      if (age < RUN_MILLIS) {
        double away = ahead > 36 ? 1 : -1;
        ahead += away * age * 0.0052;
        aside += age < 6_000 && i % 3 == 0 ? -age * 0.0006 : 0;
        step = (now * 0.004) % 1;
      }
      boolean hidden = age >= RUN_MILLIS && age < POLICE_FROM + 20_000;
      if (!hidden && ahead > 9 && ahead < 120) {
        people.add(new Person(new Place(aside, ahead), step, (int) (Mix.of(key + 4) & 3)));
      }
    }
    people.sort(Comparator.comparingDouble((Person p) -> p.feet().ahead()).reversed());
    return List.copyOf(people);
  }

  private static Optional<Place> flash(List<Play.Heard> heard) {
    for (Play.Heard one : heard) {
      if (one.age() < one.shot().rounds() * ROUND_MILLIS
          && one.age() % ROUND_MILLIS < FLASH_MILLIS) {
        Spot spot = one.shot().spot();
        CityCamera camera = one.shot().camera();
        return Optional.of(new Place(camera.aside(spot), camera.ahead(spot)));
      }
    }
    return Optional.empty();
  }
}
