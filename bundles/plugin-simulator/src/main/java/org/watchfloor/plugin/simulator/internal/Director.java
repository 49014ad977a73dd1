package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.Junction;
import org.watchfloor.plugin.simulator.city.Spot;

/** Puts a scene together: traffic, people, and what the script has happen there. Immutable. */
final class Director {
  /** From one round to the next. */
  private static final long ROUND_MILLIS = 500;

  private static final long FLASH_MILLIS = 280;
  private static final long RUN_MILLIS = 14_000;
  private static final long POLICE_FROM = 45_000;
  private static final long POLICE_UNTIL = 170_000;
  private static final int PEOPLE = 9;
  private static final Vehicle PATROL =
      new Vehicle("POLICE", "white", 0xD8DCE2, "ford", "suv-standard");

  private final City city;

  Director(City city) {
    this.city = city;
  }

  /**
   * A live camera's scene; that of another camera is empty.
   *
   * @param cityMillis since the city woke up
   * @param play null before the script begins
   * @param playMillis since then
   */
  Scene scene(CityCamera camera, long cityMillis, @Nullable Play play, long playMillis) {
    Optional<Junction> junction = city.junction(camera);
    if (junction.isEmpty()) {
      return Scene.EMPTY;
    }
    List<Scene.Car> cars = new ArrayList<>();
    for (Traffic.Car car : Traffic.around(junction.get(), cityMillis, 200)) {
      Spot spot = car.at(junction.get(), cityMillis);
      cars.add(Scene.Car.of(camera, spot, car.heading(), car.vehicle(), false));
    }
    List<Play.Heard> heard = List.of();
    if (play != null) {
      heard = play.heard(junction.get(), playMillis, POLICE_UNTIL);
      for (Play.Moving moving : play.moving(playMillis)) {
        double heading = moving.position().heading();
        Spot spot = moving.position().spot().plus(heading + 90, Traffic.LANE);
        cars.add(Scene.Car.of(camera, spot, heading, moving.drive().vehicle(), false));
      }
    }
    if (!heard.isEmpty() && heard.get(0).age() > POLICE_FROM) {
      Play.Shot shot = heard.get(0).shot();
      double heading = shot.camera().heading();
      Spot kerb = shot.spot().plus(heading + 90, 3.1).plus(heading, 1);
      cars.add(Scene.Car.of(camera, kerb, heading, PATROL, true));
    }
    return Scene.of(cars, people(camera, cityMillis, heard), flash(camera, heard));
  }

  /** They walk; they run from shots; they come back when the police are there. */
  private static List<Scene.Person> people(CityCamera camera, long now, List<Play.Heard> heard) {
    long age = heard.isEmpty() ? Long.MAX_VALUE : heard.get(0).age();
    if (age >= RUN_MILLIS && age < POLICE_FROM + 20_000) {
      return List.of();
    }
    List<Scene.Person> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      long key = camera.id().hashCode() * 977L + i;
      double pace = (0.0008 + 0.0006 * Mix.fraction(key + 2_000)) * (i % 2 == 0 ? 1 : -1);
      double path = 60 * Mix.fraction(key + 1_000) + now * pace;
      double ahead = 18 + (path % 80 + 80) % 80;
      double side = Mix.fraction(key) < 0.6 ? Scene.STREET - 8.8 : Scene.STREET + 8.6;
      double aside = side + Mix.fraction(key + 3_000) * 1.6 - 0.8;
      double step = (now * Math.abs(pace) * 1.3) % 1;
      if (age < RUN_MILLIS) {
        double from = camera.ahead(heard.get(0).shot().spot());
        ahead += (ahead > from ? 1 : -1) * age * 0.0052;
        step = (now * 0.004) % 1;
      }
      int coat = (int) (Mix.of(key + 4) & 3);
      people.add(new Scene.Person(new Scene.Place(aside, ahead), step, coat));
    }
    return people;
  }

  private static Optional<Scene.Place> flash(CityCamera camera, List<Play.Heard> heard) {
    for (Play.Heard one : heard) {
      boolean firing = one.age() < one.shot().rounds() * ROUND_MILLIS;
      if (firing && one.age() % ROUND_MILLIS < FLASH_MILLIS) {
        return Optional.of(Scene.Place.of(camera, one.shot().spot()));
      }
    }
    return Optional.empty();
  }
}
