package org.watchfloor.rtcc.plates.internal.hits;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.plugin.api.signal.PlateRead;
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
                Comparator.comparing((HotMatch m) -> urgency.of(m.entry().reason()))
                    .reversed()
                    .thenComparing(HotMatch::list))
            .toList();
    HotMatch worst = ordered.get(0);
    Signal signal = entry.signal();
    return new Alert(
        "hit-" + entry.number(),
        KIND,
        urgency.of(worst.entry().reason()),
        title(signal, worst, now),
        summary(worst, now),
        signal.occurredAt(),
        signal.location(),
        List.of(entry.number()),
        "plate-" + worst.entry().plate(),
        signal.media(),
        facts(entry, read, ordered, now));
  }

  private String title(Signal signal, HotMatch match, Instant now) {
    HotEntry entry = match.entry();
    String why = entry.reason().isEmpty() ? "on list " + match.list() : entry.reason();
    Duration age = Duration.between(signal.occurredAt(), now);
    String ago = age.compareTo(late) > 0 ? " (seen " + Words.of(age) + " ago)" : "";
    String title = "Hot plate " + entry.plate() + ", " + why;
    int room = MAX_TITLE - ago.length();
    return (title.length() > room ? title.substring(0, room - 1) + "…" : title) + ago;
  }

  private static String summary(HotMatch match, Instant now) {
    HotEntry entry = match.entry();
    String agency = entry.agency().isEmpty() ? "" : " (" + entry.agency() + ")";
    String entered = entry.entered().isEmpty() ? "" : ", entered " + entry.entered();
    return "List "
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
