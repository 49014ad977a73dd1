package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-list}: hot lists, and what waits for a second person. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-list",
    description = "Hot lists, imports that wait for a supervisor, and entries by hand that wait.")
public final class HotListListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) {
    HotLists lists = need(hotLists, "rtcc-plates");
    List<HotList> all = lists.all();
    List<HandEntry> waiting =
        lists.byHand().stream().filter(e -> e.state() == HandEntry.State.WAITING).toList();
    if (json) {
      ObjectNode node = Json.object();
      ArrayNode items = node.putArray("lists");
      all.forEach(list -> items.add(node(list)));
      ArrayNode entries = node.putArray("waiting");
      waiting.forEach(entry -> entries.add(node(entry)));
      print(out, node);
      return;
    }
    ShellTable table =
        table("Name", "Owner", "Entries", "Priority", "Imported (UTC)", "By", "Layout", "Waits");
    for (HotList list : all) {
      table
          .addRow()
          .addContent(
              list.name(),
              list.owner(),
              list.entries(),
              list.terms().priority(),
              list.importedAt(),
              list.importedBy(),
              list.layout(),
              list.waiting().map(w -> w.id() + ": " + w.why()).orElse(""));
    }
    table.print(out);
    waiting.forEach(
        entry ->
            out.printf(
                "waits for a second person: %s %s, %s, case %s, by %s%n",
                entry.id(),
                entry.content().plate(),
                entry.content().reason(),
                entry.content().caseNumber(),
                entry.addedBy()));
  }

  static ObjectNode node(HotList list) {
    ObjectNode node = Json.object();
    node.put("name", list.name());
    node.put("owner", list.owner());
    node.put("entries", list.entries());
    node.put("priority", list.terms().priority());
    node.put("importedAt", list.importedAt().toString());
    node.put("importedBy", list.importedBy());
    node.put("layout", list.layout());
    list.waiting().ifPresent(w -> node.putObject("waiting").put("id", w.id()).put("why", w.why()));
    return node;
  }

  static ObjectNode node(HandEntry entry) {
    return Json.object()
        .put("id", entry.id())
        .put("plate", entry.content().plate())
        .put("state", entry.content().state())
        .put("reason", entry.content().reason())
        .put("caseNumber", entry.content().caseNumber())
        .put("expires", entry.content().expires().toString())
        .put("status", Json.word(entry.state()))
        .put("addedBy", entry.addedBy());
  }
}
