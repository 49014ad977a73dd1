package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:token-revoke}: the end of an API token. */
@Service
@Command(
    scope = "rtcc",
    name = "token-revoke",
    description = "Revokes an API token; it is refused from now on. Audited.")
public final class TokenRevokeCommand extends RtccCommand {
  @Argument(name = "name", description = "As in rtcc:token-list.", required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable Access access;

  @Override
  void run(PrintStream out) {
    Access tokens = need(access, "core-access");
    Caller caller = Caller.current();
    if (!tokens.revokeToken(name, caller.identity(), caller.origin())) {
      throw new IllegalArgumentException(
          "name: there is no token \"" + name + "\"; see rtcc:token-list");
    }
    if (json) {
      print(out, Json.object().put("name", name).put("revoked", true));
    } else {
      out.println(name + " is revoked.");
    }
  }
}
