package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:user-list}: who may sign in. */
@Service
@Command(scope = "rtcc", name = "user-list", description = "Lists the users and their roles.")
public final class UserListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    List<Identity> users = need(access, "core-access").users();
    if (json) {
      ArrayNode array = Json.array();
      users.forEach(
          user -> array.addObject().put("name", user.name()).set("roles", array(user.roles())));
      print(out, array);
      return;
    }
    ShellTable table = table("User", "Roles");
    users.forEach(user -> table.addRow().addContent(user.name(), words(user.roles())));
    table.print(out);
  }
}
