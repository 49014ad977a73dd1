package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.HttpMethod;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.health.Health;
import org.watchfloor.core.api.json.Json;

/** What load balancers and Prometheus ask. */
final class HealthResource implements Resource {
  /** Prometheus text format 0.0.4. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Parts parts;

  HealthResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(HttpMethod.GET, "/health/live", Need.NOBODY, "The server answers", this::live),
        Route.of(HttpMethod.GET, "/health/ready", Need.NOBODY, "The center works", this::ready),
        Route.of(HttpMethod.GET, "/metrics", Need.loopbackOr(Role.VIEWER), "Figures", this::metrics)
            .answering(200, METRICS_TYPE));
  }

  private Answer live(Call call) {
    return Answer.json(Json.object().put("live", true));
  }

  private Answer ready(Call call) {
    Health health = parts.health;
    Cluster cluster = parts.cluster;
    boolean works = cluster == null || cluster.works();
    boolean ready = health != null && health.ready() && works;
    ObjectNode node = Json.object();
    node.put("ready", ready);
    ObjectNode checks = node.putObject("checks");
    if (health == null) {
      checks.putObject("health").put("level", "critical").put("message", "core-health is away");
    } else {
      health
          .results()
          .forEach(
              (name, result) ->
                  checks
                      .putObject(name)
                      .put("level", Json.word(result.level()))
                      .put("message", result.message()));
    }
    if (!works) {
      checks
          .putObject("node")
          .put("level", "critical")
          .put("message", "this node is not with the majority of the nodes and takes no signals");
    }
    return Answer.json(ready ? 200 : 503, node);
  }

  private Answer metrics(Call call) throws Problem {
    byte[] text = parts.health().metrics().getBytes(StandardCharsets.UTF_8);
    return new Answer.Ready(200, METRICS_TYPE, text, Map.of());
  }
}
