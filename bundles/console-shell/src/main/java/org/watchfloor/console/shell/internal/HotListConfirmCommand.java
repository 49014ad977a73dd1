package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-confirm}: puts an import that waits in force, or throws it away. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-confirm",
    description = "Puts an import in force that waits, or with --discard throws it away. Audited.")
public final class HotListConfirmCommand extends RtccCommand {
  @Argument(index = 0, name = "name", description = "Of the hot list.", required = true)
  String name = "";

  @Argument(index = 1, name = "id", description = "See rtcc:hotlist-list.", required = true)
  long id;

  @Option(name = "--discard", description = "The list stays as it is.")
  boolean discard;

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) throws Exception {
    HotLists lists = need(hotLists, "rtcc-plates");
    Caller caller = Caller.current();
    if (discard) {
      if (!lists.discard(name, id, caller.actor())) {
        throw new IllegalArgumentException("no import " + id + " waits for the list " + name);
      }
      out.println("thrown away; the list stays as it is");
      return;
    }
    HotList list = lists.confirm(name, id, caller.actor(), caller.identity().roles());
    if (json) {
      print(out, HotListListCommand.node(list));
      return;
    }
    out.printf("%s: %d entries are in force%n", list.name(), list.entries());
  }
}
