package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** The kinds of signals: the platform's own and those that plugins have brought. */
final class KindsResource implements Resource {
  private final Parts parts;

  KindsResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/kinds", Need.of(Role.VIEWER), "Kinds, as they are shown", this::kinds));
  }

  private Answer kinds(Call call) throws Problem {
    return Answer.items(parts.sources().kinds(), KindsResource::write);
  }

  private static ObjectNode write(KindDescriptor kind) {
    ObjectNode node = Json.object();
    node.put("kind", kind.kind().name());
    node.put("title", kind.title());
    node.put("severity", Json.word(kind.severity()));
    node.put("symbol", kind.symbol());
    node.set("fieldsSchema", schema(kind.fieldsSchema()));
    node.put("summary", kind.summary());
    kind.alertFrom().ifPresent(from -> node.put("alertFrom", Json.word(from)));
    node.put("iconPath", kind.iconPath());
    return node;
  }

  /** A plugin's schema comes from outside; a broken one is no reason to show no kinds. */
  private static JsonNode schema(String text) {
    try {
      JsonNode schema = Json.parse(text.getBytes(StandardCharsets.UTF_8));
      return schema.isObject() ? schema : Json.object();
    } catch (JsonFault e) {
      return Json.object();
    }
  }
}
