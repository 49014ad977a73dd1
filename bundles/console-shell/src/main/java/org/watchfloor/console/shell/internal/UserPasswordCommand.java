package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:user-password}: another password for a user. */
@Service
@Command(
    scope = "rtcc",
    name = "user-password",
    description =
        "Sets the password of a user, ends all their sessions and unlocks them; asks for the password,"
            + " which is not shown. Audited.")
public final class UserPasswordCommand extends RtccCommand {
  @Option(name = "--generate", description = "Make a password up and print it, this once only.")
  boolean generate;

  @Argument(name = "name", description = "As in rtcc:user-list.", required = true)
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
    KnownUser.check(users, name); // before anybody thinks of a password
    NewPassword password = NewPassword.of(generate, session, name);
    if (!users.setPassword(name, password.text(), caller.identity(), caller.origin())) {
      throw KnownUser.unknown(name);
    }
    if (json) {
      print(out, password.tell(Json.object().put("name", name)));
    } else {
      out.println(
          password.tell(name + " has the new password; all sessions of " + name + " have ended."));
    }
  }
}
