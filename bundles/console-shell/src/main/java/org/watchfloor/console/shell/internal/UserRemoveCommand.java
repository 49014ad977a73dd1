package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:user-remove}: the end of a user. */
@Service
@Command(
    scope = "rtcc",
    name = "user-remove",
    description =
        "Removes a user and ends all their sessions; nobody else can have the name. Audited.")
public final class UserRemoveCommand extends RtccCommand {
  @Argument(name = "name", description = "As in rtcc:user-list.", required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    Access users = need(access, "core-access");
    Caller caller = Caller.current();
    if (!users.removeUser(name, caller.identity(), caller.origin())) {
      throw KnownUser.unknown(name);
    }
    if (json) {
      print(out, Json.object().put("name", name).put("removed", true));
    } else {
      out.println(name + " is removed. Tokens that " + name + " made still work: rtcc:token-list.");
    }
  }
}
