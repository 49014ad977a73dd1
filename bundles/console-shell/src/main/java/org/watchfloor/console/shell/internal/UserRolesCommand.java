package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
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

/** {@code rtcc:user-roles}: other roles for a user. */
@Service
@Command(
    scope = "rtcc",
    name = "user-roles",
    description = "Gives a user these roles instead of those they have; in force at once. Audited.")
public final class UserRolesCommand extends RtccCommand {
  @Option(
      name = "--roles",
      description = "Roles, with commas between: viewer,operator,supervisor,auditor,sensor,admin.",
      required = true)
  String roles = "";

  @Argument(name = "name", description = "As in rtcc:user-list.", required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    Access users = need(access, "core-access");
    Caller caller = Caller.current();
    Set<Role> wanted = roles(roles);
    if (!users.setRoles(name, wanted, caller.identity(), caller.origin())) {
      throw KnownUser.unknown(name);
    }
    if (json) {
      ObjectNode node = Json.object().put("name", name);
      node.set("roles", array(wanted));
      print(out, node);
    } else {
      out.println(name + " has the roles " + words(wanted) + ".");
    }
  }
}
