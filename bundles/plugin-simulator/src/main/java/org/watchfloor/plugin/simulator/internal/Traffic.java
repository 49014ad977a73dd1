package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.simulator.city.Junction;
import org.watchfloor.plugin.simulator.city.Spot;

/**
 * The ordinary cars at each junction, a stream from each side. What a plate reader reads is what
 * the cameras there show: all ask here. Stateless; times are milliseconds since the city woke up.
 */
final class Traffic {
  /** Metres in a millisecond: 40 km/h. */
  static final double SPEED = 0.011;

  /** From the middle of a street to the middle of a lane, metres. */
  static final double LANE = 3.5;

  /** Mean gap between two cars of a stream. Four streams at six readers give five a second. */
  static final long GAP_MILLIS = 4_800;

  private static final int STREAMS = 4;

  private Traffic() {}

  /**
   * A car that passes a junction.
   *
   * @param stream 0 to 3: from which side it comes
   * @param heading of travel, degrees
   * @param passedAt when it is at the crossing; what makes it unique in its stream
   */
  record Car(int stream, double heading, Vehicle vehicle, long passedAt) {
    /** Where it is at a moment. */
    Spot at(Junction junction, long now) {
      double beyond = (now - passedAt) * SPEED;
      return junction.crossing().spot().plus(heading, beyond).plus(heading + 90, LANE);
    }
  }

  /** Cars that pass the crossing after one moment and until another. */
  static List<Car> passing(Junction junction, long after, long until) {
    List<Car> cars = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      double heading = (junction.heading() + 90 * stream) % 360;
      for (long n = after / GAP_MILLIS - 1; n <= until / GAP_MILLIS + 1; n++) {
        long key = Mix.of(n * 64 + junction.number() * 4L + stream);
        long at = (long) ((n + 0.25 * stream + Mix.fraction(key) * 0.6) * GAP_MILLIS);
        if (at > after && at <= until) {
          cars.add(new Car(stream, heading, Vehicle.ordinary(key), at));
        }
      }
    }
    return cars;
  }

  /** Cars within so many metres of the crossing. */
  static List<Car> around(Junction junction, long now, double metres) {
    long reach = (long) (metres / SPEED);
    return passing(junction, now - reach, now + reach);
  }
}
