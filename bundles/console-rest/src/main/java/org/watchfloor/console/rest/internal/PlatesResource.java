package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.Plates;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/** Hits and the history of plate reads. */
final class PlatesResource implements Resource {
  private static final int MAX_LIMIT = 1_000;

  private final Parts parts;
  private final Looks looks;

  PlatesResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    return List.of(
        Route.post("/plates/reads/search", operator, "Looks reads up, for a reason", this::search)
            .taking(Input.JSON),
        Route.get("/plates/hits", operator, "Hits, newest first", this::hits).query("limit"));
  }

  private Answer search(Call call) throws Exception {
    JsonFields fields = call.object();
    String reason = fields.text("reason");
    String caseNumber = fields.text("caseNumber");
    LookUp why = Call.checked(() -> new LookUp(reason, caseNumber));
    ReadQuery query = query(fields);
    Plates plates = parts.plates();
    List<ReadRecord> found = Call.checked(() -> plates.search(query, why, call.actor()));
    return Answer.items(found, PlatesResource::write);
  }

  private static ReadQuery query(JsonFields fields) throws JsonFault, Problem {
    String plate = fields.text("plate");
    Optional<Instant> from = time(fields, "from");
    Optional<Instant> to = time(fields, "to");
    double limit = fields.optionalNumber("limit").orElse(100.0);
    if (limit != Math.rint(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw fields.fault("limit", "is not a whole number from 1 to " + MAX_LIMIT);
    }
    return Call.checked(() -> new ReadQuery(plate, from, to, (int) limit));
  }

  private static Optional<Instant> time(JsonFields fields, String name) throws JsonFault {
    return fields.has(name) ? Optional.of(fields.instant(name)) : Optional.empty();
  }

  private static ObjectNode write(ReadRecord found) {
    PlateRead read = found.read();
    ObjectNode node = Json.object();
    node.put("number", found.number());
    node.put("sourceId", found.sourceId());
    node.put("occurredAt", found.occurredAt().toString());
    node.put("device", found.device());
    found.location().ifPresent(place -> node.set("location", Shapes.point(place)));
    node.put("plate", read.plate());
    node.put("region", read.region());
    read.confidence().ifPresent(c -> node.put("confidence", c));
    node.put("make", read.make());
    node.put("color", read.color());
    node.put("body", read.body());
    read.heading().ifPresent(h -> node.put("heading", h));
    ArrayNode candidates = node.putArray("candidates");
    for (PlateRead.Candidate candidate : read.candidates()) {
      candidates
          .addObject()
          .put("plate", candidate.plate())
          .put("confidence", candidate.confidence());
    }
    node.set("media", Shapes.media(found.media()));
    return node;
  }

  private Answer hits(Call call) throws Problem {
    Plates plates = parts.plates();
    int limit = call.query().limit(100, MAX_LIMIT);
    looks.record(call.actor(), "hit.list", "");
    return Answer.items(plates.hits(limit), PlatesResource::write);
  }

  private static ObjectNode write(Hit hit) {
    ObjectNode node = Json.object();
    node.put("alertId", hit.alertId());
    node.put("readNumber", hit.readNumber());
    node.put("plate", hit.plate());
    node.put("list", hit.list());
    node.put("reason", hit.reason());
    node.put("agency", hit.agency());
    node.put("state", hit.state());
    node.put("occurredAt", hit.occurredAt().toString());
    node.put("listAgeSeconds", hit.listAgeSeconds());
    return node;
  }
}
