package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.RouteJson;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.route.Routes;

/** {@code rtcc:route-list}: routes of sources and of integrators, and what is wrong with them. */
@Service
@Command(
    scope = "rtcc",
    name = "route-list",
    description =
        "Lists the routes of sources and of etc/routes, with where and why a file could not be read.")
public final class RouteListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable List<Routes> contributors;

  @Override
  void run(PrintStream out) {
    List<Routes> parts = contributors == null ? List.of() : contributors;
    if (parts.isEmpty()) {
      need(null, "camel-routing");
    }
    List<RouteInfo> routes =
        parts.stream()
            .flatMap(part -> part.routes().stream())
            .sorted(Comparator.comparing(RouteInfo::contributor).thenComparing(RouteInfo::id))
            .toList();
    if (json) {
      ArrayNode array = Json.array();
      routes.forEach(route -> array.add(RouteJson.write(route)));
      print(out, array);
      return;
    }
    ShellTable table = table("Route", "Of", "From", "State", "Since", "Done", "Failed", "Reason");
    table.emptyTableText("No routes: put a .yaml in etc/routes, or configure a source");
    for (RouteInfo route : routes) {
      table
          .addRow()
          .addContent(
              route.id(),
              route.contributor(),
              route.from(),
              Json.word(route.state()),
              route.since(),
              route.done(),
              route.failed(),
              route.reason());
    }
    table.print(out);
  }
}
