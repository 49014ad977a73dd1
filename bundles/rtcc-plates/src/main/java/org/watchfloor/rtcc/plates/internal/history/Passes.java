package org.watchfloor.rtcc.plates.internal.history;

import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Passes of vehicles at cameras, without the whole read: what convoys and places are made of.
 * Thread-safe.
 */
interface Passes {
  /** Of one plate; more than a bus line has in a year. */
  int MOST = 20_000;

  /** At one camera in the time around one pass. */
  int MOST_AROUND = 5_000;

  /**
   * A pass.
   *
   * @param device the vendor's name of the camera; may be empty
   * @param time in microseconds
   */
  record Pass(
      String plate, String sourceId, String device, long time, Optional<GeoPoint> location) {

    /** The camera that it was at. */
    Camera camera() {
      return new Camera(sourceId, device);
    }
  }

  /** A camera, by its source and the vendor's name. */
  record Camera(String sourceId, String device) {}

  /**
   * Those of a plate, newest first, at most {@link #MOST}.
   *
   * @param plate as it is in the history
   * @param from in microseconds; at or after
   * @param to in microseconds; before
   */
  List<Pass> of(String plate, long from, long to);

  /** Those of others at the same camera, so many microseconds before or after. */
  List<Pass> around(Pass pass, long micros);
}
