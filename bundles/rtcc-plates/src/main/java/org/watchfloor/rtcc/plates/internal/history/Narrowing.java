package org.watchfloor.rtcc.plates.internal.history;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.watchfloor.rtcc.api.plates.ReadArea;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/** What a query narrows by beside plate and time. Immutable. */
final class Narrowing {
  private final Set<String> states;
  private final Set<String> makes;
  private final Set<String> colors;
  private final Set<String> cameras;
  private final Optional<ReadArea> area;

  Narrowing(ReadQuery query) {
    this.states = lower(query.states());
    this.makes = lower(query.makes());
    this.colors = lower(query.colors());
    this.cameras = query.cameras();
    this.area = query.area();
  }

  private static Set<String> lower(Set<String> words) {
    return words.stream().map(Narrowing::lower).collect(Collectors.toUnmodifiableSet());
  }

  private static String lower(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  boolean passes(ReadRecord record) {
    return state(record.read().region())
        && make(record.read().make())
        && color(record.read().color())
        && camera(record.sourceId(), record.device())
        && place(
            record.location().isPresent(),
            record.location().map(point -> point.latitude()).orElse(0.0),
            record.location().map(point -> point.longitude()).orElse(0.0));
  }

  boolean state(String region) {
    return in(states, region);
  }

  boolean make(String make) {
    return in(makes, make);
  }

  boolean color(String color) {
    return in(colors, color);
  }

  private static boolean in(Set<String> wanted, String word) {
    return wanted.isEmpty() || wanted.contains(lower(word));
  }

  boolean camera(String sourceId, String device) {
    return cameras.isEmpty() || cameras.contains(sourceId) || cameras.contains(device);
  }

  boolean place(boolean known, double latitude, double longitude) {
    return area.isEmpty() || (known && area.get().contains(latitude, longitude));
  }

  boolean anyState() {
    return states.isEmpty();
  }

  boolean anyMake() {
    return makes.isEmpty();
  }

  boolean anyColor() {
    return colors.isEmpty();
  }

  boolean anyPlace() {
    return cameras.isEmpty() && area.isEmpty();
  }
}
