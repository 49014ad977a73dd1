package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitDecision;
import org.watchfloor.rtcc.api.plates.HitQuery;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Hits;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.api.plates.ReaderRecord;

/** Hits as leads: what people decide of them, and how often each reader was right. */
final class LeadsResource implements Resource {
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_DAYS = 3_650;
  private static final int USUAL_DAYS = 30;

  private final Parts parts;
  private final Looks looks;
  private final Clock clock;

  LeadsResource(Parts parts, Looks looks, Clock clock) {
    this.parts = parts;
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    return List.of(
        Route.get("/plates/leads", operator, "Hits and what was decided of them", this::list)
            .query("state", "plate", "limit"),
        Route.get("/plates/leads/{id}", operator, "One hit, with its decisions", this::one),
        Route.post(
                "/plates/leads/{id}/decision",
                operator,
                "Confirmed, misread, or not the vehicle",
                this::decide)
            .taking(Input.JSON),
        Route.post(
                "/plates/leads/{id}/reopen",
                Need.of(Role.SUPERVISOR),
                "Takes a decision back",
                this::reopen)
            .taking(Input.JSON),
        Route.get("/plates/readers", operator, "How often each reader was right", this::readers)
            .query("days"));
  }

  private Answer list(Call call) throws Problem {
    Set<HitState> states = EnumSet.noneOf(HitState.class);
    for (String word : call.query().words("state")) {
      states.add(state("state", word));
    }
    String plate = call.query().text("plate").orElse("");
    int limit = call.query().limit(100, MAX_LIMIT);
    Hits hits = parts.hits();
    HitQuery query = Call.checked(() -> new HitQuery(states, plate, limit));
    looks.record(call.actor(), "hit.list", "");
    return Answer.items(hits.hits(query), LeadsResource::write);
  }

  private static HitState state(String field, String word) throws Problem {
    for (HitState state : HitState.values()) {
      if (Json.word(state).equals(word.toLowerCase(Locale.ROOT))) {
        return state;
      }
    }
    throw Problem.field(
        field, "\"" + word + "\" is none of unverified, confirmed, misread, not-the-vehicle");
  }

  private Answer one(Call call) throws Problem {
    CheckedHit hit = found(call);
    looks.record(call.actor(), "hit.look", hit.alert().id());
    return Answer.json(write(hit));
  }

  private CheckedHit found(Call call) throws Problem {
    String id = call.path("id");
    return parts.hits().hit(id).orElseThrow(() -> Problem.notFound("hit", id));
  }

  private Answer decide(Call call) throws Exception {
    JsonFields fields = call.object();
    HitState verdict = state("verdict", fields.text("verdict"));
    String text = fields.optionalText("text").orElse("");
    String id = found(call).alert().id();
    Hits hits = parts.hits();
    return Answer.json(write(Call.checked(() -> hits.decide(id, verdict, text, call.actor()))));
  }

  private Answer reopen(Call call) throws Exception {
    String reason = call.object().text("reason");
    String id = found(call).alert().id();
    Hits hits = parts.hits();
    return Answer.json(write(Call.checked(() -> hits.reopen(id, reason, call.actor()))));
  }

  private Answer readers(Call call) throws Problem {
    long days = call.query().number("days", 1, MAX_DAYS).orElse((long) USUAL_DAYS);
    Instant since = clock.instant().minus(Duration.ofDays(days));
    return Answer.items(parts.hits().readers(since), LeadsResource::write);
  }

  private static ObjectNode write(CheckedHit hit) {
    ObjectNode node = Json.object();
    node.put("number", hit.number());
    node.put("state", Json.word(hit.state()));
    node.put("notice", Leads.NOTICE);
    node.set("alert", AlertJson.write(hit.alert()));
    ArrayNode decisions = node.putArray("decisions");
    for (HitDecision decision : hit.decisions()) {
      decisions
          .addObject()
          .put("state", Json.word(decision.state()))
          .put("by", decision.by())
          .put("at", decision.at().toString())
          .put("text", decision.text());
    }
    return node;
  }

  private static ObjectNode write(ReaderRecord reader) {
    return Json.object()
        .put("source", reader.source())
        .put("reader", reader.reader())
        .put("confirmed", reader.confirmed())
        .put("misread", reader.misread())
        .put("notTheVehicle", reader.notTheVehicle())
        .put("unverified", reader.unverified())
        .put("misreadShare", reader.misreadShare());
  }
}
