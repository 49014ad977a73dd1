package org.watchfloor.rtcc.plates.internal.history;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.plates.internal.history.Passes.Camera;
import org.watchfloor.rtcc.plates.internal.history.Passes.Pass;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Times;

/** Counts where a plate passes. Thread-safe. */
final class Places {
  private static final int MOST = 100;

  private final Passes passes;

  Places(Passes passes) {
    this.passes = passes;
  }

  /** Not thread-safe. */
  private static final class Place {
    private final Set<Long> days = new HashSet<>();
    private final int[] hours = new int[24];
    private Optional<GeoPoint> location = Optional.empty();

    void add(Pass pass) {
      ZonedDateTime time = Times.instant(pass.time()).atZone(ZoneOffset.UTC);
      days.add(time.toLocalDate().toEpochDay());
      hours[time.getHour()]++;
      // The newest comes first.
      location = location.or(pass::location);
    }

    FrequentPlace at(Camera camera) {
      return new FrequentPlace(
          camera.sourceId(),
          camera.device(),
          location,
          IntStream.of(hours).sum(),
          days.size(),
          IntStream.of(hours).boxed().toList());
    }
  }

  /** Most reads first, at most 100. */
  List<FrequentPlace> of(PlacesRequest.Terms terms) {
    Map<Camera, Place> places = new LinkedHashMap<>();
    for (Pass pass :
        passes.of(
            PlateText.stored(terms.plate()),
            Times.micros(terms.from()),
            Times.micros(terms.to()))) {
      places.computeIfAbsent(pass.camera(), camera -> new Place()).add(pass);
    }
    List<FrequentPlace> found = new ArrayList<>();
    places.forEach((camera, place) -> found.add(place.at(camera)));
    found.sort(Comparator.comparingInt(FrequentPlace::reads).reversed());
    return found.subList(0, Math.min(MOST, found.size()));
  }
}
