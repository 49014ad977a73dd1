package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-approve}: decides about an entry that somebody else made by hand. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-approve",
    description =
        "Approves an entry by hand that somebody else has made; with --reject or --withdraw the"
            + " contrary. Audited.")
public final class HotListApproveCommand extends RtccCommand {
  @Argument(index = 0, name = "id", description = "See rtcc:hotlist-list.", required = true)
  String id = "";

  @Option(name = "--reject", description = "It is not put in force, for this reason.")
  String reject = "";

  @Option(name = "--withdraw", description = "It is taken out of force, for this reason.")
  String withdraw = "";

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) throws Exception {
    if (!reject.isBlank() && !withdraw.isBlank()) {
      throw new IllegalArgumentException("--reject and --withdraw exclude each other");
    }
    HandEntry.State to =
        !reject.isBlank()
            ? HandEntry.State.REJECTED
            : !withdraw.isBlank() ? HandEntry.State.WITHDRAWN : HandEntry.State.APPROVED;
    Caller caller = Caller.current();
    HandEntry entry =
        need(hotLists, "rtcc-plates")
            .decide(id, to, reject + withdraw, caller.actor(), caller.identity().roles());
    if (json) {
      print(out, HotListListCommand.node(entry));
      return;
    }
    out.printf("%s is %s%n", entry.content().plate(), Json.word(entry.state()));
  }
}
