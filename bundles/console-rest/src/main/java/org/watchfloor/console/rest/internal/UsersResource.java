package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;

/** People who may sign in. */
final class UsersResource implements Resource {
  private static final int MAX_PASSWORD = 1024;

  private final Parts parts;

  UsersResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    return List.of(
        Route.get("/users", admin, "Users with their roles", this::list),
        Route.post("/users", admin, "Makes a user", this::create)
            .taking(Input.json(16 << 10))
            .answering(201, Route.JSON));
  }

  private Answer list(Call call) throws Problem {
    return Answer.items(parts.access().users(), user -> write(user.name(), user.roles()));
  }

  private Answer create(Call call) throws Exception {
    JsonFields fields = call.object();
    String name = fields.text("name");
    String password = fields.text("password");
    if (password.length() > MAX_PASSWORD) {
      throw fields.fault("password", "has at most " + MAX_PASSWORD + " characters");
    }
    Set<Role> roles = TokensResource.roles(fields);
    Access access = parts.access();
    Identity by = call.caller().identity();
    Call.checked(
        () -> {
          access.createUser(name, password, roles, by, call.origin());
          return name;
        });
    return Answer.json(201, write(name, roles));
  }

  private static ObjectNode write(String name, Set<Role> roles) {
    ObjectNode node = Json.object();
    node.put("name", name);
    node.set("roles", TokensResource.words(roles));
    return node;
  }
}
