package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.LookUp;

/** {@code rtcc:hotlist-check}: what the hot lists say of a plate. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-check",
    description =
        "What the hot lists say of a plate, letter by letter, for a reason and a case. Audited.")
public final class HotListCheckCommand extends RtccCommand {
  @Argument(index = 0, name = "plate", description = "Letters and digits.", required = true)
  String plate = "";

  @Option(name = "--reason", description = "Why it is looked up.", required = true)
  String reason = "";

  @Option(name = "--case", description = "Number of the case or call.", required = true)
  String caseNumber = "";

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) {
    Caller caller = Caller.current();
    List<HotListEntry> found =
        need(hotLists, "rtcc-plates")
            .check(
                plate, new LookUp(reason, caseNumber), caller.actor(), caller.identity().roles());
    if (json) {
      ArrayNode array = Json.array();
      found.forEach(entry -> array.add(node(entry)));
      print(out, array);
      return;
    }
    if (found.isEmpty()) {
      out.println("no list has it");
      return;
    }
    ShellTable table =
        table("List", "List of (UTC)", "State", "Reason", "Agency", "Entered", "Reference");
    for (HotListEntry entry : found) {
      table
          .addRow()
          .addContent(
              entry.list(),
              entry.listImportedAt(),
              entry.state(),
              entry.hidden() ? "(only for the roles of the list)" : entry.reason(),
              entry.agency(),
              entry.entered(),
              entry.reference());
    }
    table.print(out);
    out.println("Lead only. Confirm plate, state and status before acting.");
  }

  private static ObjectNode node(HotListEntry entry) {
    ObjectNode node =
        Json.object()
            .put("list", entry.list())
            .put("listImportedAt", entry.listImportedAt().toString())
            .put("plate", entry.plate())
            .put("hidden", entry.hidden());
    if (!entry.hidden()) {
      node.put("state", entry.state())
          .put("reason", entry.reason())
          .put("agency", entry.agency())
          .put("entered", entry.entered())
          .put("make", entry.make())
          .put("color", entry.color())
          .put("vehicle", entry.vehicle())
          .put("reference", entry.reference());
      entry.expires().ifPresent(time -> node.put("expires", time.toString()));
    }
    return node;
  }
}
