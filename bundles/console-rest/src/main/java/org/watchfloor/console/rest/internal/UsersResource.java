package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
            .answering(201, Route.JSON),
        Route.put("/users/{name}/password", admin, "Sets a user's password", this::password)
            .taking(Input.json(16 << 10))
            .answering(204, ""),
        Route.put("/users/{name}/roles", admin, "Gives a user other roles", this::roles)
            .taking(Input.json(16 << 10)),
        Route.delete("/users/{name}", admin, "Removes a user", this::remove));
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

  private Answer password(Call call) throws Exception {
    String password = call.object().text("password");
    Access access = parts.access();
    return done(
        call,
        name -> access.setPassword(name, password, call.caller().identity(), call.origin()),
        Answer.empty(204));
  }

  private Answer roles(Call call) throws Exception {
    Set<Role> roles = TokensResource.roles(call.object());
    Access access = parts.access();
    return done(
        call,
        name -> access.setRoles(name, roles, call.caller().identity(), call.origin()),
        Answer.json(write(call.path("name"), roles)));
  }

  private Answer remove(Call call) throws Problem {
    Access access = parts.access();
    return done(
        call,
        name -> access.removeUser(name, call.caller().identity(), call.origin()),
        Answer.empty(204));
  }

  /**
   * @param act false if there is no user of that name
   */
  private static Answer done(Call call, Predicate<String> act, Answer answer) throws Problem {
    String name = call.path("name");
    if (!Call.checked(() -> act.test(name))) {
      throw Problem.notFound("user", name);
    }
    return answer;
  }

  private static ObjectNode write(String name, Set<Role> roles) {
    ObjectNode node = Json.object();
    node.put("name", name);
    node.set("roles", TokensResource.words(roles));
    return node;
  }
}
