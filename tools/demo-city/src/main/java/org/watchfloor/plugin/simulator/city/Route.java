package org.watchfloor.plugin.simulator.city;

import java.util.ArrayList;
import java.util.List;

/** A way along streets, crossing by crossing. Immutable. */
public final class Route {
  private final List<Crossing> crossings;
  private final double[] reached;

  Route(List<Crossing> crossings) {
    if (crossings.size() < 2) {
      throw new IllegalArgumentException("crossings: a route has at least two");
    }
    this.crossings = List.copyOf(crossings);
    reached = new double[crossings.size()];
    for (int i = 1; i < reached.length; i++) {
      reached[i] = reached[i - 1] + crossings.get(i - 1).spot().to(crossings.get(i).spot());
    }
  }

  /** A place on a route and the direction of travel there, degrees. */
  public record Position(Spot spot, double heading) {}

  public List<Crossing> crossings() {
    return crossings;
  }

  /** Metres. */
  public double length() {
    return reached[reached.length - 1];
  }

  /** Where one is after so many metres; before the start and after the end: there. */
  public Position at(double metres) {
    int i = 1;
    while (i < reached.length - 1 && reached[i] < metres) {
      i++;
    }
    Spot from = crossings.get(i - 1).spot();
    Spot to = crossings.get(i).spot();
    double fraction = (metres - reached[i - 1]) / (reached[i] - reached[i - 1]);
    return new Position(from.towards(to, Math.max(0, Math.min(1, fraction))), from.headingTo(to));
  }

  /** After how many metres the route is at a crossing; each time that it is. */
  public List<Double> metresAt(Crossing crossing) {
    List<Double> metres = new ArrayList<>();
    for (int i = 0; i < reached.length; i++) {
      if (crossings.get(i).equals(crossing)) {
        metres.add(reached[i]);
      }
    }
    return metres;
  }
}
