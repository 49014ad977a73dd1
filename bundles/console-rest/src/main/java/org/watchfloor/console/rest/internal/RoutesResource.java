package org.watchfloor.console.rest.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.RouteJson;
import org.watchfloor.core.api.route.RouteInfo;

/** Routes of sources and of integrators, whoever runs them. */
final class RoutesResource implements Resource {
  private final Parts parts;

  RoutesResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/routes", Need.of(Role.VIEWER), "Routes and what is wrong", this::list));
  }

  private Answer list(Call call) throws Problem {
    List<RouteInfo> all = new ArrayList<>();
    parts.routes().forEach(contributor -> all.addAll(contributor.routes()));
    all.sort(Comparator.comparing(RouteInfo::contributor).thenComparing(RouteInfo::id));
    return Answer.items(all, RouteJson::write);
  }
}
