package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.TokenInfo;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** API tokens of machines and scripts. */
final class TokensResource implements Resource {
  private static final int MAX_DAYS = 366;

  private final Parts parts;

  TokensResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    return List.of(
        Route.get("/tokens", admin, "Tokens, without their secrets", this::list),
        Route.post("/tokens", admin, "Makes a token; its secret is shown once", this::create)
            .taking(Input.json(16 << 10))
            .answering(201, Route.JSON),
        Route.delete("/tokens/{name}", admin, "Revokes a token", this::revoke));
  }

  private Answer list(Call call) throws Problem {
    return Answer.items(parts.access().tokens(), TokensResource::write);
  }

  private static ObjectNode write(TokenInfo token) {
    ObjectNode node = Json.object();
    node.put("name", token.name());
    node.set("roles", words(token.roles()));
    node.put("createdBy", token.createdBy());
    node.put("createdAt", token.createdAt().toString());
    node.put("expiresAt", token.expiresAt().toString());
    return node;
  }

  private Answer create(Call call) throws Exception {
    JsonFields fields = call.object();
    String name = fields.text("name");
    Set<Role> roles = roles(fields);
    double days = fields.number("days");
    if (days != Math.rint(days) || days < 1 || days > MAX_DAYS) {
      throw fields.fault("days", "is not a whole number from 1 to " + MAX_DAYS);
    }
    Access access = parts.access();
    String secret =
        Call.checked(
            () ->
                access.createToken(
                    name,
                    roles,
                    Duration.ofDays((long) days),
                    call.caller().identity(),
                    call.origin()));
    ObjectNode node = Json.object();
    node.put("name", name);
    node.set("roles", words(roles));
    node.put("token", secret);
    return Answer.json(201, node);
  }

  private Answer revoke(Call call) throws Problem {
    String name = call.path("name");
    if (!parts.access().revokeToken(name, call.caller().identity(), call.origin())) {
      throw Problem.notFound("token", name);
    }
    return Answer.empty(204);
  }

  static ArrayNode words(Set<Role> roles) {
    ArrayNode array = Json.array();
    roles.stream().sorted().map(Role::word).forEach(array::add);
    return array;
  }

  /** The field {@code roles}: at least one of the known words. */
  static Set<Role> roles(JsonFields fields) throws JsonFault {
    JsonNode array = fields.node("roles");
    if (!array.isArray() || array.isEmpty()) {
      throw fields.fault("roles", "must be an array of at least one role");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (JsonNode word : array) {
      roles.add(fields.word("roles", Role.class, word.asText()));
    }
    return roles;
  }
}
