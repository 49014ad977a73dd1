package org.watchfloor.rtcc.plates.internal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.plates.internal.index.Place;
import org.watchfloor.rtcc.plates.internal.index.PlatePattern;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.index.Sought;

/**
 * Passes as the index has them, without those that are over by now. Thread-safe. The store is not
 * asked: of one plate there are thousands, and only retention deletes reads.
 */
final class IndexedPasses implements Passes {
  private static final int PAGE = 1_000;

  private final ReadFinder finder;

  IndexedPasses(ReadFinder finder) {
    this.finder = finder;
  }

  @Override
  public List<Pass> of(String plate, long from, long to) {
    return passes(
        sought(Optional.of(new PlatePattern(plate)), Set.of(), from, to), read -> true, MOST);
  }

  @Override
  public List<Pass> around(Pass pass, long micros) {
    // One of the two words is enough to look by, that of fewer reads.
    String camera = pass.device().isEmpty() ? pass.sourceId() : pass.device();
    return passes(
        sought(Optional.empty(), Set.of(camera), pass.time() - micros, pass.time() + micros + 1),
        read ->
            read.sourceId().equals(pass.sourceId())
                && read.device().equals(pass.device())
                && !read.plate().equals(pass.plate()),
        MOST_AROUND);
  }

  private static Sought sought(
      Optional<PlatePattern> plate, Set<String> cameras, long from, long to) {
    return new Sought(plate, Set.of(), Set.of(), Set.of(), cameras, Optional.empty(), from, to);
  }

  private List<Pass> passes(Sought sought, Predicate<Sighting> wanted, int most) {
    long limit = finder.limit();
    List<Pass> found = new ArrayList<>();
    Place after = Place.FIRST;
    int size = PAGE;
    while (size == PAGE && found.size() < most) {
      List<Sighting> page = finder.find(sought, after, PAGE);
      size = page.size();
      if (size > 0) {
        after = Place.of(page.get(size - 1));
      }
      page.stream()
          .filter(read -> read.captured() >= limit && wanted.test(read))
          .limit(most - found.size())
          .map(IndexedPasses::pass)
          .forEach(found::add);
    }
    return found;
  }

  private static Pass pass(Sighting read) {
    return new Pass(
        read.plate(),
        read.sourceId(),
        read.device(),
        read.time(),
        Double.isNaN(read.latitude())
            ? Optional.empty()
            : Optional.of(GeoPoint.of(read.latitude(), read.longitude())));
  }
}
