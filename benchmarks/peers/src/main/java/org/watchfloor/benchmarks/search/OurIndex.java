package org.watchfloor.benchmarks.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.plates.internal.index.DamagedIndex;
import org.watchfloor.rtcc.plates.internal.index.Place;
import org.watchfloor.rtcc.plates.internal.index.PlatePattern;
import org.watchfloor.rtcc.plates.internal.index.ReadIndex;
import org.watchfloor.rtcc.plates.internal.index.Sighting;
import org.watchfloor.rtcc.plates.internal.index.Sought;

/** The index of reads alone, which has the columns that the peers have: added a page at a time. */
final class OurIndex implements Subject {
  private static final int PAGE = 20_000;

  private final ReadIndex index;
  private final List<GeoPoint> places = new ArrayList<>();

  OurIndex(Path folder) throws IOException, DamagedIndex {
    index = new ReadIndex(folder);
    index.open();
    for (int camera = 0; camera < Reads.CAMERAS; camera++) {
      places.add(Reads.place(camera));
    }
  }

  @Override
  public String name() {
    return "ours, the index, columns";
  }

  @Override
  public void load(Reads reads) throws IOException {
    List<Sighting> page = new ArrayList<>(PAGE);
    reads.forEach(
        read -> {
          page.add(sighting(read));
          if (page.size() == PAGE) {
            add(page);
          }
        });
    add(page);
  }

  private void add(List<Sighting> page) {
    try {
      index.add(page);
      page.clear();
      index.flush();
      while (index.merge(Long.MIN_VALUE, () -> false)) {
        // One more of a larger size may be due.
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Sighting sighting(Reads.Read read) {
    GeoPoint place = places.get(read.camera());
    return new Sighting(
        read.number(),
        read.at(),
        read.at(),
        read.plate(),
        "plate-bench~city",
        "camera-" + read.camera(),
        place.latitude(),
        place.longitude(),
        "us-nc",
        read.make(),
        read.color());
  }

  @Override
  public long bytes() {
    return index.bytes();
  }

  @Override
  public List<Long> search(Asked asked) {
    Set<String> cameras =
        asked.cameras().stream().map(camera -> "camera-" + camera).collect(Collectors.toSet());
    Sought sought =
        new Sought(
            Optional.of(new PlatePattern(asked.pattern())),
            Set.of(),
            Set.of(),
            Set.of(),
            cameras,
            Optional.empty(),
            asked.from(),
            Long.MAX_VALUE);
    return index.find(sought, Place.FIRST, Asked.LIMIT).stream().map(Sighting::number).toList();
  }

  @Override
  public void close() {
    // Its files go with the folder.
  }
}
