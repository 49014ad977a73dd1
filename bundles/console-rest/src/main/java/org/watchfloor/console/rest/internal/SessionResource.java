package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;

/** Sign-in of browsers, and the password of whoever has signed in. */
final class SessionResource implements Resource {
  /** Of RFC 6265 cookie values: what needs no quoting. */
  private static final Pattern COOKIE_SAFE = Pattern.compile("[A-Za-z0-9._~-]+");

  /** Longer than any password that a person types; hashing it costs nothing more. */
  private static final int MAX_TEXT = 1024;

  /** Seconds: how long a name stays locked after wrong passwords, see {@code Access}. */
  private static final String LOCKED_SECONDS = "900";

  private final Parts parts;

  SessionResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/session", Need.NOBODY, "Signs in", this::signIn).taking(Input.json(16 << 10)),
        Route.get("/session", Need.SIGNED_IN, "Who is signed in", this::who),
        Route.delete("/session", Need.SIGNED_IN, "Signs out", this::signOut),
        Route.post("/session/password", Need.SIGNED_IN, "Changes one's own password", this::change)
            .taking(Input.json(16 << 10))
            .answering(204, ""));
  }

  private Answer signIn(Call call) throws Exception {
    JsonFields fields = call.object();
    String user = fields.text("user");
    String password = fields.text("password");
    if (user.length() > MAX_TEXT || password.length() > MAX_TEXT) {
      throw Problem.field("password", "user and password have at most " + MAX_TEXT + " characters");
    }
    try {
      Session session = parts.access().signIn(user, password, call.origin());
      return Answer.json(view(session.identity(), Optional.of(session)))
          .header("Set-Cookie", cookie(session.id(), ""));
    } catch (AccessDenied e) {
      throw denied(e, String.valueOf(e.getMessage()));
    }
  }

  private static Problem denied(AccessDenied denial, String wrong) {
    return denial.locked()
        ? Problem.of(429, String.valueOf(denial.getMessage())).header("Retry-After", LOCKED_SECONDS)
        : Problem.of(401, wrong).header("WWW-Authenticate", "Bearer realm=\"watchfloor\"");
  }

  private Answer change(Call call) throws Exception {
    Optional<Session> session = call.caller().session();
    if (session.isEmpty()) {
      throw Problem.of(403, "A token has no password; sign in as the person whose password it is.");
    }
    JsonFields fields = call.object();
    String old = fields.text("oldPassword");
    String password = fields.text("newPassword");
    String user = call.caller().identity().name();
    Optional<String> id = session.map(Session::id);
    Access access = parts.access();
    try {
      Call.checked(
          () -> {
            access.changePassword(user, old, password, id, call.origin());
            return user;
          });
    } catch (AccessDenied e) {
      throw denied(e, "The old password is wrong.");
    }
    return Answer.empty(204);
  }

  private Answer who(Call call) {
    return Answer.json(view(call.caller().identity(), call.caller().session()));
  }

  private Answer signOut(Call call) throws Problem {
    Optional<Session> session = call.caller().session();
    if (session.isPresent()) {
      parts.access().signOut(session.get().id(), call.origin());
    }
    return Answer.empty(204).header("Set-Cookie", cookie("", "; Max-Age=0"));
  }

  private ObjectNode view(Identity identity, Optional<Session> session) {
    ObjectNode node = Json.object();
    node.put("user", identity.name());
    ArrayNode roles = node.putArray("roles");
    identity.roles().stream().sorted().map(Role::word).forEach(roles::add);
    if (parts.isSandbox()) {
      node.put("sandbox", true);
    }
    session.ifPresent(
        s -> {
          node.put("csrf", s.csrf());
          node.put("expiresAt", s.expiresAt().toString());
        });
    return node;
  }

  private static String cookie(String value, String more) {
    if (!value.isEmpty() && !COOKIE_SAFE.matcher(value).matches()) {
      throw new IllegalStateException("the session's id cannot be the value of a cookie");
    }
    return Gate.COOKIE + "=" + value + "; Path=/; HttpOnly; Secure; SameSite=Strict" + more;
  }
}
