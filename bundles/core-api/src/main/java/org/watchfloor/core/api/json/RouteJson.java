package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.route.RouteInfo;

/** The documented JSON of routes as they run. */
public final class RouteJson {
  private RouteJson() {}

  public static ObjectNode write(RouteInfo route) {
    return Json.object()
        .put("id", route.id())
        .put("contributor", route.contributor())
        .put("from", route.from())
        .put("state", Json.word(route.state()))
        .put("reason", route.reason())
        .put("since", route.since().toString())
        .put("done", route.done())
        .put("failed", route.failed());
  }
}
