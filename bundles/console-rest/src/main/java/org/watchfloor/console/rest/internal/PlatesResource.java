package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.Plates;

/** Hot lists and hits. */
final class PlatesResource implements Resource {
  /** A national hot list. */
  private static final int MAX_CSV = 64 << 20;

  private static final int MAX_LIMIT = 1_000;

  private final Parts parts;
  private final Looks looks;
  private final Clock clock;

  PlatesResource(Parts parts, Looks looks, Clock clock) {
    this.parts = parts;
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    Need supervisor = Need.of(Role.SUPERVISOR);
    return List.of(
        Route.get("/plates/hotlists", operator, "Hot lists", this::hotLists),
        Route.put("/plates/hotlists/{name}", supervisor, "Replaces a hot list", this::replace)
            .query("owner")
            .taking(Input.csv(MAX_CSV)),
        Route.delete("/plates/hotlists/{name}", supervisor, "Removes a hot list", this::remove),
        Route.get("/plates/hits", operator, "Hits, newest first", this::hits).query("limit"));
  }

  private Answer hotLists(Call call) throws Problem {
    Plates plates = parts.plates();
    looks.record(call.actor(), "hotlist.list", "");
    return Answer.items(plates.hotLists(), this::write);
  }

  private ObjectNode write(HotList list) {
    ObjectNode node = Json.object();
    node.put("name", list.name());
    node.put("owner", list.owner());
    node.put("entries", list.entries());
    node.put("importedAt", list.importedAt().toString());
    node.put("importedBy", list.importedBy());
    Duration age = Duration.between(list.importedAt(), clock.instant());
    node.put("ageSeconds", Math.max(0, age.toSeconds()));
    return node;
  }

  private Answer replace(Call call) throws Problem {
    String name = call.path("name");
    if (name.length() > 64 || name.isBlank()) {
      throw Problem.field("name", "must have 1 to 64 characters");
    }
    String owner = call.query().text("owner").orElse("");
    if (owner.isEmpty() || owner.length() > 120) {
      throw Problem.field("owner", "name the agency that answers for it, 1 to 120 characters");
    }
    String csv = call.text();
    Plates plates = parts.plates();
    HotListImport done = Call.checked(() -> plates.importHotList(name, owner, csv, call.actor()));
    ObjectNode node = Json.object();
    node.set("list", write(done.list()));
    node.put("imported", done.imported());
    ArrayNode faults = node.putArray("faults");
    for (HotListImport.Fault fault : done.faults()) {
      faults.addObject().put("line", fault.line()).put("reason", fault.reason());
    }
    node.put("faultCount", done.faultCount());
    return Answer.json(node);
  }

  private Answer remove(Call call) throws Problem {
    if (!parts.plates().removeHotList(call.path("name"), call.actor())) {
      throw Problem.notFound("hot list", call.path("name"));
    }
    return Answer.empty(204);
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
