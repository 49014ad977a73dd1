package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.Hit;
import org.watchfloor.rtcc.api.plates.Plates;

/** Hits. */
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
        Route.get("/plates/hits", operator, "Hits, newest first", this::hits).query("limit"));
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
