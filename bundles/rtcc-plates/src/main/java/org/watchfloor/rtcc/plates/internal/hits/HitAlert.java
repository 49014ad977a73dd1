package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;

/** Makes the one alert of a read that matches, whatever the number of lists. Immutable. */
public final class HitAlert {
  public static final String KIND = "plate.hit";

  private static final int MAX_TITLE = 200;
  private static final int MAX_NAMED = 10;

  private final Urgency urgency;
  private final Duration late;

  public HitAlert(Urgency urgency, Duration late) {
    this.urgency = urgency;
    this.late = late;
  }

  /**
   * @param matches at least one
   */
  public Alert alert(SignalEntry entry, PlateRead read, List<HotMatch> matches, Instant now) {
    List<HotMatch> ordered =
        matches.stream()
            .sorted(
                Comparator.comparing(this::severity)
                    .reversed()
                    .thenComparing(Comparator.comparing(HotMatch::probability).reversed())
                    .thenComparing(HotMatch::list))
            .toList();
    HotMatch worst = ordered.get(0);
    Signal signal = entry.signal();
    return new Alert(
        "hit-" + entry.number(),
        KIND,
        severity(worst),
        title(signal, worst, now),
        summary(worst, read, now),
        signal.occurredAt(),
        signal.location(),
        List.of(entry.number()),
        "plate-" + worst.entry().plate(),
        signal.media(),
        facts(entry, read, ordered, now));
  }

  /** A possible hit is less than the same hit, and comes after it. */
  private Severity severity(HotMatch match) {
    Severity severity = urgency.of(match.entry().reason());
    return match.exact() ? severity : Severity.values()[severity.ordinal() - 1];
  }

  private String title(Signal signal, HotMatch match, Instant now) {
    HotEntry entry = match.entry();
    String why = entry.reason().isEmpty() ? "on list " + match.list() : entry.reason();
    Duration age = Duration.between(signal.occurredAt(), now);
    String ago = age.compareTo(late) > 0 ? " (seen " + Words.of(age) + " ago)" : "";
    String what =
        match.exact() ? "Hot plate " : "Possible hit (" + percent(match.probability()) + "): ";
    String title = what + entry.plate() + ", " + why;
    int room = MAX_TITLE - ago.length();
    return (title.length() > room ? title.substring(0, room - 1) + "…" : title) + ago;
  }

  /** Never 100 %: a reader cannot be that sure. */
  static String percent(double probability) {
    return Math.max(1, Math.min(99, Math.round(100 * probability))) + " %";
  }

  private static String summary(HotMatch match, PlateRead read, Instant now) {
    HotEntry entry = match.entry();
    String agency = entry.agency().isEmpty() ? "" : " (" + entry.agency() + ")";
    String entered = entry.entered().isEmpty() ? "" : ", entered " + entry.entered();
    String asRead = match.exact() ? "" : "Read as " + read.plate() + ". ";
    return asRead
        + "List "
        + match.list()
        + agency
        + entered
        + ", list imported "
        + Words.of(Duration.between(match.importedAt(), now))
        + " ago";
  }

  private static Map<String, String> facts(
      SignalEntry entry, PlateRead read, List<HotMatch> ordered, Instant now) {
    HotMatch worst = ordered.get(0);
    HotEntry hot = worst.entry();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plate", hot.plate());
    facts.put("state", hot.state().isEmpty() ? read.region() : hot.state());
    facts.put("list", worst.list());
    facts.put("reason", hot.reason());
    facts.put("agency", hot.agency());
    facts.put("entered", hot.entered());
    facts.put("listAgeSeconds", String.valueOf(listAge(worst, now)));
    facts.put("read", read.plate());
    said(facts, "readState", read.region());
    said(facts, "readVehicle", read.color(), read.make(), read.body());
    if (worst.terms().seenBy().contains(Role.OPERATOR)) {
      said(facts, "vehicle", hot.color(), hot.make());
    }
    facts.put("match", worst.exact() ? "exact" : "possible");
    facts.put("probability", String.format(Locale.ROOT, "%.3f", worst.probability()));
    if (!worst.alternatives().isEmpty()) {
      facts.put("alternatives", alternatives(worst));
    }
    read.confidence().ifPresent(c -> facts.put("confidence", String.valueOf(c)));
    String device = entry.signal().device();
    facts.put("camera", device.isBlank() ? entry.sourceId() : device);
    facts.put("source", entry.sourceId());
    if (ordered.size() > 1) {
      facts.put("lists", all(ordered));
    }
    facts.put("notice", Leads.NOTICE);
    return facts;
  }

  private static void said(Map<String, String> facts, String name, String... words) {
    String text = Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    if (!text.isEmpty()) {
      facts.put(name, text);
    }
  }

  private static String alternatives(HotMatch match) {
    return match.alternatives().stream()
        .map(
            other ->
                other.plate()
                    + " "
                    + percent(other.probability())
                    + (other.list().isEmpty() ? "" : " (list " + other.list() + ")"))
        .collect(Collectors.joining("; "));
  }

  /** Never negative, not even when the clock was set back since the import. */
  private static long listAge(HotMatch match, Instant now) {
    return Math.max(0, Duration.between(match.importedAt(), now).toSeconds());
  }

  private static String all(List<HotMatch> ordered) {
    String named =
        ordered.stream()
            .limit(MAX_NAMED)
            .map(m -> m.list() + ": " + m.entry().reason() + " (" + m.entry().agency() + ")")
            .collect(Collectors.joining("; "));
    int more = ordered.size() - MAX_NAMED;
    return more > 0 ? named + "; and " + more + " more" : named;
  }
}
