package org.watchfloor.console.rest.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Route;

/** Every route there is: the servlet answers from it, and the description is made of it. */
final class RouteTable {
  private final List<Route> routes;

  RouteTable(Parts parts, Streams streams, Looks looks, Clock clock, long maxFileBytes) {
    HistoryResource history = new HistoryResource(parts);
    List<Resource> resources =
        List.of(
            new SessionResource(parts),
            new SignalsResource(parts, history),
            history,
            new KindsResource(parts),
            new RulesResource(parts),
            new AlertsResource(parts),
            new IncidentsResource(parts),
            new CamerasResource(parts),
            new PicturesResource(parts, streams, looks),
            new MediaResource(parts, looks),
            new LeadsResource(parts, looks, clock),
            new ForecastResource(parts, looks),
            new PlatesResource(parts, looks),
            new PlateReadsResource(parts),
            new PlateCasesResource(parts, looks),
            new HotListsResource(parts, looks, clock),
            new HandEntriesResource(parts, looks, clock),
            new OrdersResource(parts, looks),
            new SourcesResource(parts, looks),
            new PluginsResource(parts, looks),
            new PluginPlansResource(parts, looks, maxFileBytes),
            new ConfigurationsResource(parts, looks),
            new DeadLettersResource(parts, looks),
            new RoutesResource(parts),
            new BusResource(parts),
            new ReplayResource(parts),
            new AuditResource(parts, looks),
            new TokensResource(parts),
            new UsersResource(parts),
            new EventsResource(parts, streams),
            new HealthResource(parts));
    List<Route> all = new ArrayList<>();
    resources.forEach(resource -> all.addAll(resource.routes()));
    all.addAll(new OpenApi(all, parts).routes());
    routes = List.copyOf(all);
  }

  List<Route> routes() {
    return routes;
  }
}
