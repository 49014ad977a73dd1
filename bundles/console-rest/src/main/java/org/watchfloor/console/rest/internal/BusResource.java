package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.json.Json;

/** How the alert bus does. */
final class BusResource implements Resource {
  private final Parts parts;

  BusResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/bus", Need.of(Role.VIEWER), "Head, and subscribers with lag", this::show));
  }

  private Answer show(Call call) throws Problem {
    AlertBus bus = parts.bus();
    ObjectNode node = Json.object();
    node.put("head", bus.head());
    ArrayNode subscribers = node.putArray("subscribers");
    bus.stats().forEach(stat -> subscribers.add(write(stat)));
    return Answer.json(node);
  }

  private static ObjectNode write(SubscriberStat stat) {
    ObjectNode node = Json.object();
    node.put("name", stat.name());
    node.put("durable", stat.durable());
    node.put("cursor", stat.cursor());
    node.put("delivered", stat.delivered());
    node.put("lag", stat.lag());
    node.put("oldestMillis", stat.oldestMillis());
    node.put("dropped", stat.dropped());
    node.put("failures", stat.failures());
    node.put("lastFailure", stat.lastFailure());
    node.put("waits", stat.waits());
    return node;
  }
}
