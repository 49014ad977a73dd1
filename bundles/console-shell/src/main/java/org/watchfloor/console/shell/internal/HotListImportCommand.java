package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-import}: replaces a hot list by a file of any length. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-import",
    description =
        "Replaces a hot list by the lines of a file on the center's machine, in one of the layouts"
            + " that docs/hot-lists.md describes. Audited.")
public final class HotListImportCommand extends RtccCommand {
  @Argument(index = 0, name = "name", description = "Of the hot list.", required = true)
  String name = "";

  @Argument(
      index = 1,
      name = "file",
      description = "Path of a .csv, .txt, .tbl or .dat file on the center's machine.",
      required = true)
  String file = "";

  @Option(
      name = "--owner",
      description = "Agency that answers for the list; as before if left out.")
  String owner = "";

  @Option(name = "--layout", description = "Of the file; found out if left out.")
  String layout = "";

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  @Override
  void run(PrintStream out) throws Exception {
    HotLists lists = need(hotLists, "rtcc-plates");
    Optional<HotListTerms> terms =
        owner.isBlank() ? Optional.empty() : Optional.of(terms(lists, owner));
    HotListImport done;
    try (InputStream in = ServerFile.named(file, ".csv", ".txt", ".tbl", ".dat").open()) {
      done = lists.importList(name, terms, layout, in, Caller.current().actor());
    }
    if (json) {
      print(out, node(done));
      return;
    }
    out.printf(
        "%s: %d imported as %s, %d left out%n",
        done.list().name(), done.imported(), done.layout(), done.faultCount());
    done.faults().forEach(fault -> out.printf("  line %d: %s%n", fault.line(), fault.reason()));
    if (done.faultCount() > done.faults().size()) {
      out.printf("  and %d more%n", done.faultCount() - done.faults().size());
    }
    done.waits()
        .ifPresent(
            why ->
                out.printf(
                    "NOT IN FORCE: %s.%nThe list stays as it was until a supervisor confirms:"
                        + " rtcc:hotlist-confirm \"%s\" %s%n",
                    why, name, done.list().waiting().map(w -> w.id() + "").orElse("")));
  }

  /** Those of before with another owner. */
  private HotListTerms terms(HotLists lists, String agency) {
    HotListTerms usual = HotListTerms.of(agency);
    return lists.all().stream()
        .filter(list -> list.name().equals(name))
        .map(HotList::terms)
        .findFirst()
        .map(
            before ->
                new HotListTerms(
                    usual.owner(),
                    before.source(),
                    before.reason(),
                    before.reasons(),
                    before.priority(),
                    before.expires(),
                    before.seenBy(),
                    before.possibleFrom()))
        .orElse(usual);
  }

  private static ObjectNode node(HotListImport done) {
    ObjectNode node = Json.object();
    node.set("list", HotListListCommand.node(done.list()));
    node.put("layout", done.layout());
    node.put("imported", done.imported());
    done.waits().ifPresent(why -> node.put("waits", why));
    ArrayNode faults = node.putArray("faults");
    done.faults().forEach(f -> faults.addObject().put("line", f.line()).put("reason", f.reason()));
    return node.put("faultCount", done.faultCount());
  }
}
