package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  static final Scene EMPTY = new Scene(List.of(), List.of(), Optional.empty());

  /** The nearest and the farthest that is drawn, metres. */
  private static final double NEAREST = 9;

  private static final double FARTHEST = 170;

  /** A place in the camera's frame. */
  record Place(double aside, double ahead) {
    static Place of(CityCamera camera, Spot spot) {
      return new Place(camera.aside(spot), camera.ahead(spot));
    }

    /** Whether it is in the picture, or about to be. */
    boolean near() {
      return ahead > NEAREST && ahead < FARTHEST && Math.abs(aside) < ahead * 0.65 + 6;
    }
  }

  /**
   * A car as a box.
   *
   * @param turn how it stands: 0 seen from behind, 1 going right, 2 from the front, 3 going left
   * @param blue whether it is a police car with its lights on
   */
  record Car(Place middle, int turn, Vehicle vehicle, boolean blue) {
    static Car of(CityCamera camera, Spot spot, double heading, Vehicle vehicle, boolean blue) {
      double turned = (heading - camera.heading() + 720) % 360;
      return new Car(Place.of(camera, spot), (int) Math.round(turned / 90) % 4, vehicle, blue);
    }

    boolean along() {
      return turn % 2 == 0;
    }
  }

  /** Somebody on foot; the step says how the legs are, 0 up to 1. */
  record Person(Place feet, double step, int coat) {}

  /** What is near enough to be drawn, the farthest first. */
  static Scene of(List<Car> cars, List<Person> people, Optional<Place> flash) {
    List<Car> shown = new ArrayList<>(cars);
    shown.removeIf(car -> !car.middle().near());
    shown.sort(Comparator.comparingDouble((Car car) -> car.middle().ahead()).reversed());
    List<Person> seen = new ArrayList<>(people);
    seen.removeIf(person -> !person.feet().near());
    seen.sort(Comparator.comparingDouble((Person p) -> p.feet().ahead()).reversed());
    return new Scene(List.copyOf(shown), List.copyOf(seen), flash.filter(Place::near));
  }
}
