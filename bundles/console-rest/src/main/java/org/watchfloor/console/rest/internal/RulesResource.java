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
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.rules.RuleInfo;

/** What makes alerts of signals. */
final class RulesResource implements Resource {
  private final Parts parts;

  RulesResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/rules", Need.of(Role.VIEWER), "Rules that make alerts of signals", this::rules));
  }

  private Answer rules(Call call) throws Problem {
    return Answer.items(parts.rules().rules(), RulesResource::write);
  }

  private static ObjectNode write(RuleInfo rule) {
    ObjectNode node = Json.object();
    node.put("id", rule.id());
    node.put("title", rule.title());
    ArrayNode kinds = node.putArray("kinds");
    rule.kinds().forEach(kinds::add);
    ArrayNode conditions = node.putArray("conditions");
    rule.conditions().forEach(conditions::add);
    rule.severity().ifPresent(severity -> node.put("severity", Json.word(severity)));
    node.put("fault", rule.fault());
    node.put("fired", rule.fired());
    rule.lastFiredAt().ifPresent(at -> node.put("lastFiredAt", at.toString()));
    return node;
  }
}
