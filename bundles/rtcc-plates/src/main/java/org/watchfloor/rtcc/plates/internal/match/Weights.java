package org.watchfloor.rtcc.plates.internal.match;

/**
 * How many vehicles bear one plate of a list, by the state that it gives: on a road in North
 * Carolina a listed plate of that state is likelier to be seen than one of Alaska. Immutable.
 */
final class Weights {
  /** Of a plate without a state, beside the part of the road that a state has. */
  private static final double UNKNOWN = 0.3;

  /** Readers are wrong about the state this often, then as the states are on the road. */
  private static final double WRONG_STATE = 0.05;

  private final double[] byState;
  private final double most;

  Weights(LoadedList list, Road road) {
    byState = new double[list.states()];
    double sum = list.size() - list.plain();
    for (int s = 0; s < byState.length; s++) {
      Issuer issuer = list.issuer(s);
      byState[s] = issuer.isUnknown() ? UNKNOWN : road.state(issuer);
      sum += byState[s] * list.ofState(s);
    }
    double max = 0;
    for (int s = 0; s < byState.length; s++) {
      byState[s] /= sum;
      max = Math.max(max, byState[s]);
    }
    most = max;
  }

  /** Of the vehicles of the list, those that bear one of its plates of the state. */
  double of(int state) {
    return byState[state];
  }

  double most() {
    return most;
  }

  /** How much likelier the read's state is from a vehicle of the list's state than from any. */
  static double agreement(Issuer read, Issuer listed, Road road) {
    if (read.isUnknown() || listed.isUnknown()) {
      return 1;
    }
    return read.agrees(listed) ? most(read, road) : WRONG_STATE;
  }

  /** How many of the vehicles that bear the text of a listed plate bear it of another state. */
  static double sameText(Issuer read, Issuer listed, Road road) {
    if (listed.isUnknown()) {
      return 0;
    }
    double elsewhere = 1 - road.state(listed);
    if (read.isUnknown()) {
      return elsewhere;
    }
    return read.agrees(listed) ? WRONG_STATE * elsewhere : 1;
  }

  /** The highest that {@link #agreement} can be. */
  static double most(Issuer read, Road road) {
    return read.isUnknown() ? 1 : (1 - WRONG_STATE) / road.state(read) + WRONG_STATE;
  }
}
