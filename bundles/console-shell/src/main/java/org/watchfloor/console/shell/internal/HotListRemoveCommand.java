package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-remove}: ends a hot list. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-remove",
    description = "Removes a hot list with all its entries. Audited.")
public final class HotListRemoveCommand extends RtccCommand {
  @Argument(index = 0, name = "name", description = "Of the hot list.", required = true)
  String name = "";

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) {
    if (!need(hotLists, "rtcc-plates").remove(name, Caller.current().actor())) {
      throw new IllegalArgumentException("name: there is no hot list " + name);
    }
    if (json) {
      print(out, Json.object().put("removed", name));
      return;
    }
    out.printf("%s is removed%n", name);
  }
}
