package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Query;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.signals.SignalQuery;
import org.watchfloor.rtcc.api.signals.SignalRecord;
import org.watchfloor.rtcc.api.signals.Signals;

/** The history of signals: the newest for lists and the map, one, and searches for a reason. */
final class HistoryResource implements Resource {
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_KINDS = 100;
  private static final double METRES = 500;

  /** Half the way round the earth. */
  private static final double MAX_METRES = 20_037_508;

  /** What only the history can be asked for. */
  private static final List<String> NARROWING =
      List.of("severity", "since", "until", "source", "near");

  private final Parts parts;

  HistoryResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/signals/{number}", Need.of(Role.VIEWER), "One signal", this::one),
        Route.post(
                "/signals/search",
                Need.of(Role.OPERATOR),
                "Looks signals up by text and fields, for a reason",
                this::search)
            .taking(Input.JSON));
  }

  /**
   * Whether a list of signals is one of the history: newest first, with all filters. Without them
   * it is one of the journal.
   */
  static boolean meant(Call call) throws Problem {
    Query query = call.query();
    for (String name : List.of("text", "fields")) {
      if (query.text(name).isPresent()) {
        throw Problem.field(
            name, "is looked for with POST /api/v1/signals/search, which takes a reason");
      }
    }
    boolean narrowed = NARROWING.stream().anyMatch(name -> query.text(name).isPresent());
    if (query.text("order").isEmpty()) {
      return narrowed && query.text("after").isEmpty();
    }
    boolean newest = query.oneOf("order", "newest", "oldest").equals("newest");
    if (!newest && narrowed) {
      throw Problem.field("order", "oldest is the journal's, which only kind narrows");
    }
    return newest;
  }

  /** The newest signals. */
  Answer latest(Call call) throws Problem {
    Query query = call.query();
    int limit = query.limit(100, MAX_PAGE);
    Optional<GeoPoint> near = near(query);
    SignalQuery wanted =
        new SignalQuery(
            kinds(query.words("kind")),
            severity(query.text("severity").orElse("info")),
            time(query, "since"),
            time(query, "until"),
            query.text("source").orElse(""),
            "",
            Map.of(),
            near,
            near.isPresent() ? metres(query.decimal("metres").orElse(METRES)) : 0,
            query.number("cursor", 1, Long.MAX_VALUE).orElse(0L),
            limit);
    Signals signals = parts.signals();
    Audience audience = Audience.of(call);
    return page(Call.checked(() -> signals.latest(wanted)), limit, audience);
  }

  private static Set<String> kinds(Set<String> kinds) throws Problem {
    if (kinds.size() > MAX_KINDS) {
      throw Problem.field("kind", kinds.size() + " kinds, at most " + MAX_KINDS);
    }
    return kinds;
  }

  private static Severity severity(String word) throws Problem {
    for (Severity severity : Severity.values()) {
      if (Json.word(severity).equals(word)) {
        return severity;
      }
    }
    throw Problem.field(
        "severity", "\"" + word + "\" is none of info, low, medium, high, critical");
  }

  private static Optional<Instant> time(Query query, String name) throws Problem {
    Optional<String> text = query.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException e) {
      throw Problem.field(
          name, "\"" + text.get() + "\" is not an RFC 3339 time like 2026-11-24T14:05:09Z");
    }
  }

  private static Optional<GeoPoint> near(Query query) throws Problem {
    Optional<String> text = query.text("near");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] numbers = text.get().split(",", -1);
    try {
      if (numbers.length == 2) {
        return Optional.of(
            GeoPoint.of(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
      }
    } catch (IllegalArgumentException e) {
      // said below, together with what is no pair
    }
    throw Problem.field(
        "near", "\"" + text.get() + "\" is not latitude,longitude such as 36.0999,-80.2442");
  }

  private static double metres(double metres) throws Problem {
    if (metres >= 1 && metres <= MAX_METRES) {
      return metres;
    }
    throw Problem.field("metres", "is not within 1 to 20037508");
  }

  private static Answer page(List<SignalRecord> found, int limit, Audience audience) {
    Optional<String> next =
        found.size() < limit
            ? Optional.empty()
            : Optional.of(String.valueOf(found.get(found.size() - 1).number()));
    List<SignalRecord> shown =
        found.stream().filter(r -> audience.seesSignals(r.signal().kind().name())).toList();
    return Answer.items(shown, HistoryResource::write, next);
  }

  /** As the journal's entries are shown, with the summary. */
  private static ObjectNode write(SignalRecord record) {
    ObjectNode node = Json.object();
    node.put("number", record.number());
    node.put("recordedAt", record.receivedAt().toString());
    node.put("type", "signal");
    node.put("sourceId", record.sourceId());
    node.put("summary", Redacted.meant(record.signal()) ? "" : record.summary());
    node.set("signal", SignalJson.write(Redacted.of(record.signal())));
    return node;
  }

  private Answer one(Call call) throws Problem {
    String text = call.path("number");
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    return Answer.json(
        write(
            parts
                .signals()
                .get(number)
                .filter(r -> Audience.of(call).seesSignals(r.signal().kind().name()))
                .orElseThrow(() -> Problem.notFound("signal in the history", text))));
  }

  private Answer search(Call call) throws Exception {
    JsonFields fields = call.object();
    String reason = fields.text("reason");
    SignalQuery query = query(fields);
    Signals signals = parts.signals();
    List<SignalRecord> found = Call.checked(() -> signals.search(query, reason, call.actor()));
    return page(found, query.limit(), Audience.DESK);
  }

  private static SignalQuery query(JsonFields fields) throws JsonFault, Problem {
    Optional<GeoPoint> near = Optional.empty();
    double metres = 0;
    if (fields.has("near")) {
      JsonFields circle = fields.object("near");
      double latitude = circle.number("latitude");
      double longitude = circle.number("longitude");
      near = Optional.of(circle.checked("", () -> GeoPoint.of(latitude, longitude)));
      metres = metres(circle.number("metres"));
    }
    return new SignalQuery(
        kinds(words(fields, "kinds")),
        severity(fields.optionalText("severity").orElse("info")),
        fields.has("since") ? Optional.of(fields.instant("since")) : Optional.empty(),
        fields.has("until") ? Optional.of(fields.instant("until")) : Optional.empty(),
        fields.optionalText("source").orElse(""),
        fields.optionalText("text").orElse(""),
        values(fields),
        near,
        metres,
        whole(fields, "before", 0, Long.MAX_VALUE),
        (int) whole(fields, "limit", 100, MAX_PAGE));
  }

  private static Set<String> words(JsonFields fields, String name) throws JsonFault {
    Set<String> words = new LinkedHashSet<>();
    if (fields.has(name)) {
      JsonNode array = fields.node(name);
      for (JsonNode word : array) {
        if (!word.isTextual()) {
          throw fields.fault(name, "must be an array of strings");
        }
        words.add(word.asText());
      }
      if (!array.isArray()) {
        throw fields.fault(name, "must be an array of strings");
      }
    }
    return words;
  }

  private static Map<String, String> values(JsonFields fields) throws JsonFault {
    Map<String, String> values = new LinkedHashMap<>();
    if (fields.has("fields")) {
      JsonFields wanted = fields.object("fields");
      for (String name : wanted.names()) {
        values.put(name, String.valueOf(wanted.plain(name)));
      }
    }
    return values;
  }

  private static long whole(JsonFields fields, String name, long whenAbsent, long most)
      throws JsonFault {
    if (!fields.has(name)) {
      return whenAbsent;
    }
    JsonNode node = fields.node(name);
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.asLong() < 1
        || node.asLong() > most) {
      throw fields.fault(name, "is not a whole number from 1 to " + most);
    }
    return node.asLong();
  }
}
