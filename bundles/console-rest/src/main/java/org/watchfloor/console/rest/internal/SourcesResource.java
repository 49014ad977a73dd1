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
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** Sources with their states. */
final class SourcesResource implements Resource {
  private final Parts parts;
  private final Looks looks;

  SourcesResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need viewer = Need.of(Role.VIEWER);
    return List.of(
        Route.get("/sources", viewer, "Sources with state and reason", this::sources),
        Route.post("/sources/{id}/restart", Need.of(Role.ADMIN), "Opens again", this::restart)
            .answering(202, Route.JSON));
  }

  private Answer sources(Call call) throws Problem {
    return Answer.items(parts.sources().sources(), SourcesResource::write);
  }

  static ObjectNode write(SourceInfo source) {
    ObjectNode node = Json.object();
    node.put("id", source.id());
    node.put("pluginId", source.pluginId());
    node.put("state", Json.word(source.state()));
    node.put("reason", source.reason());
    node.put("since", source.since().toString());
    node.put("camera", source.camera());
    node.put("signals", source.signals());
    node.put("malformed", source.malformed());
    source.lastSignalAt().ifPresent(at -> node.put("lastSignalAt", at.toString()));
    return node;
  }

  private Answer restart(Call call) throws Problem {
    SourceRegistry sources = parts.sources();
    String id = call.path("id");
    if (sources.source(id).isEmpty()) {
      throw Problem.notFound("source", id);
    }
    looks.always(call.actor(), "source.restart", id);
    if (!sources.restart(id)) {
      throw Problem.notFound("source", id);
    }
    return Answer.json(202, Json.object().put("id", id));
  }
}
