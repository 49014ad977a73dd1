package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:user-create}: somebody who may sign in from now on. */
@Service
@Command(
    scope = "rtcc",
    name = "user-create",
    description = "Makes a user; asks for the password, which is not shown. Audited.")
public final class UserCreateCommand extends RtccCommand {
  @Option(
      name = "--roles",
      description = "Roles, with commas between: viewer,operator,supervisor,auditor,sensor,admin.",
      required = true)
  String roles = "";

  @Option(name = "--generate", description = "Make a password up and print it, this once only.")
  boolean generate;

  @Argument(
      name = "name",
      description = "1 to 63 lower-case letters, digits, dots, hyphens.",
      required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable Access access;

  /** Of whoever types; commands that a program runs have one that cannot be asked. */
  @Reference(optional = true)
  @Nullable Session session;

  @Override
  void run(PrintStream out) throws IOException {
    Access users = need(access, "core-access");
    Caller caller = Caller.current();
    Set<Role> wanted = roles(roles);
    NewPassword password = NewPassword.of(generate, session, name);
    users.createUser(name, password.text(), wanted, caller.identity(), caller.origin());
    if (json) {
      ObjectNode node = Json.object().put("name", name);
      node.set("roles", array(wanted));
      print(out, password.tell(node));
    } else {
      out.println(password.tell(name + " may sign in."));
    }
  }
}
