package org.watchfloor.rtcc.plates.internal.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.plates.internal.history.Passes.Camera;
import org.watchfloor.rtcc.plates.internal.history.Passes.Pass;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Finds plates that were at several cameras about when another one was. Thread-safe. */
final class Convoys {
  private final Passes passes;

  Convoys(Passes passes) {
    this.passes = passes;
  }

  /** Not thread-safe. */
  private static final class Together {
    private final Set<Camera> cameras = new HashSet<>();
    private final Set<Long> times = new HashSet<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(Pass pass) {
      cameras.add(pass.camera());
      times.add(pass.time());
      first = Math.min(first, pass.time());
      last = Math.max(last, pass.time());
    }

    Companion companion(String plate) {
      return new Companion(
          plate, cameras.size(), times.size(), Times.instant(first), Times.instant(last));
    }
  }

  /** Those at the most cameras first. */
  List<Companion> find(ConvoyQuery query) {
    long micros = TimeUnit.SECONDS.toMicros(query.seconds());
    List<Pass> own =
        passes.of(
            PlateText.stored(query.plate()), Times.micros(query.from()), Times.micros(query.to()));
    Map<String, Together> all = new HashMap<>();
    for (Pass pass : own) {
      for (Pass other : passes.around(pass, micros)) {
        all.computeIfAbsent(other.plate(), plate -> new Together()).add(at(pass, other));
      }
    }
    List<Companion> found = new ArrayList<>();
    all.forEach(
        (plate, together) -> {
          if (together.cameras.size() >= query.cameras() && plate.indexOf('?') < 0) {
            found.add(together.companion(plate));
          }
        });
    found.sort(
        Comparator.comparingInt(Companion::cameras)
            .thenComparingInt(Companion::times)
            .reversed()
            .thenComparing(Companion::plate));
    return found.subList(0, Math.min(query.limit(), found.size()));
  }

  /** The other's pass at the one's camera, which has a name where an old row has none. */
  private static Pass at(Pass pass, Pass other) {
    return new Pass(other.plate(), pass.sourceId(), pass.device(), other.time(), other.location());
  }
}
