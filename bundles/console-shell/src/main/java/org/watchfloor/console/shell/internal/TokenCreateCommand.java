package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:token-create}: an API token for a machine. */
@Service
@Command(
    scope = "rtcc",
    name = "token-create",
    description = "Makes an API token and prints its secret, this once only. Audited.")
public final class TokenCreateCommand extends RtccCommand {
  @Option(
      name = "--roles",
      description = "Roles, with commas between: viewer,operator,supervisor,auditor,sensor,admin.",
      required = true)
  String roles = "";

  @Option(name = "--days", description = "Days until it expires, 1 to 366.")
  int days = 30;

  @Argument(name = "name", description = "Of the token, for lists and audit.", required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    Set<Role> wanted = roles(roles);
    Caller caller = Caller.current();
    String secret =
        need(access, "core-access")
            .createToken(name, wanted, Duration.ofDays(days), caller.identity(), caller.origin());
    if (json) {
      ObjectNode node = Json.object().put("name", name).put("days", days).put("token", secret);
      node.set("roles", array(wanted));
      print(out, node);
    } else {
      out.println(secret);
    }
  }
}
