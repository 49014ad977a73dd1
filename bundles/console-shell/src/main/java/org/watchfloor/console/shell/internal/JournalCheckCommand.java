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
import org.watchfloor.core.api.journal.Damage;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:journal-check}: reads the whole journal and names what is damaged. */
@Service
@Command(
    scope = "rtcc",
    name = "journal-check",
    description = "Reads every entry of this node's journal and names those missing or corrupt.")
public final class JournalCheckCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable LocalJournal journal;

  @Override
  void run(PrintStream out) {
    LocalJournal log = need(journal, "core-journal");
    List<Damage> damage = log.check();
    if (json) {
      print(out, node(log, damage));
      return;
    }
    out.println("Entries " + log.first() + " to " + log.written() + ".");
    if (damage.isEmpty()) {
      out.println("All are there and whole.");
      return;
    }
    ShellTable table = table("From", "To", "Entries", "What");
    for (Damage range : damage) {
      table
          .addRow()
          .addContent(range.from(), range.to(), range.to() - range.from() + 1, range.words());
    }
    table.print(out);
  }

  private static ObjectNode node(LocalJournal log, List<Damage> damage) {
    ObjectNode node = Json.object().put("first", log.first()).put("written", log.written());
    ArrayNode array = node.putArray("damage");
    for (Damage range : damage) {
      array.addObject().put("from", range.from()).put("to", range.to()).put("words", range.words());
    }
    return node;
  }
}
