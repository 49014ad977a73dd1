package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.simulator.city.CityCamera;

/**
 * The ordinary cars before each live camera. What a plate reader reads is what the camera on its
 * pole shows: both ask here. Stateless; times are milliseconds since the city woke up.
 */
final class Traffic {
  /** Metres in a millisecond: 40 km/h. */
  static final double SPEED = 0.011;

  /** Mean gap between two cars of one stream. Three streams at six readers give five a second. */
  static final long GAP_MILLIS = 3_600;

  /** Where the crossing is, metres before a live camera. */
  static final double CROSSING = 26;

  private Traffic() {}

  /** A stream of cars: away from the camera, towards it, or across from the left. */
  enum Stream {
    AWAY,
    TOWARDS,
    ACROSS
  }

  /**
   * A car that is before the camera.
   *
   * @param passedAt when it is at the crossing; what makes it unique in its stream
   * @param beyond metres past the crossing, in its own direction; negative before it
   */
  record Car(Stream stream, Vehicle vehicle, long passedAt, double beyond) {}

  /** Cars that pass the crossing after one moment and until another. */
  static List<Car> passing(CityCamera camera, long after, long until) {
    List<Car> cars = new ArrayList<>();
    for (Stream stream : Stream.values()) {
      for (long n = after / GAP_MILLIS - 1; n <= until / GAP_MILLIS + 1; n++) {
        long at = passedAt(camera, stream, n);
        if (at > after && at <= until) {
          cars.add(new Car(stream, vehicle(camera, stream, n), at, 0));
        }
      }
    }
    return cars;
  }

  /** Cars within so many metres of the crossing. */
  static List<Car> around(CityCamera camera, long now, double metres) {
    long reach = (long) (metres / SPEED);
    return passing(camera, now - reach, now + reach).stream()
        .map(
            car ->
                new Car(
                    car.stream(), car.vehicle(), car.passedAt(), (now - car.passedAt()) * SPEED))
        .toList();
  }

  private static long passedAt(CityCamera camera, Stream stream, long n) {
    double jitter = Mix.fraction(key(camera, stream, n)) * 0.6;
    return (long) ((n + jitter) * GAP_MILLIS);
  }

  private static Vehicle vehicle(CityCamera camera, Stream stream, long n) {
    return Vehicle.ordinary(key(camera, stream, n));
  }

  private static long key(CityCamera camera, Stream stream, long n) {
    return (long) camera.id().hashCode() * 31 * 4 + stream.ordinal() + Mix.of(n) * 131;
  }
}
