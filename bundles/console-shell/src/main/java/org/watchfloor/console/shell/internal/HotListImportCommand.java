package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.Plates;

/** {@code rtcc:hotlist-import}: replaces a hot list by a file. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-import",
    description =
        "Replaces a hot list by the lines of a CSV file on the center's machine, with the header"
            + " plate,state,reason,agency,entered,expires. Audited.")
public final class HotListImportCommand extends RtccCommand {
  /** A million plates. */
  private static final int MAX_BYTES = 64 << 20;

  @Argument(index = 0, name = "name", description = "Of the hot list.", required = true)
  String name = "";

  @Argument(
      index = 1,
      name = "file",
      description = "Path of a .csv file on the center's machine.",
      required = true)
  String file = "";

  @Option(name = "--owner", description = "Agency that answers for the list.")
  String owner = "";

  @Reference(optional = true)
  @Nullable Plates plates;

  @Override
  void run(PrintStream out) {
    Plates lists = need(plates, "rtcc-plates");
    String csv = ServerFile.named(file, ".csv").read(MAX_BYTES);
    HotListImport done = lists.importHotList(name, owner, csv, Caller.current().actor());
    if (json) {
      print(out, node(done));
      return;
    }
    out.printf(
        "%s: %d imported, %d left out%n", done.list().name(), done.imported(), done.faultCount());
    done.faults().forEach(fault -> out.printf("  line %d: %s%n", fault.line(), fault.reason()));
    if (done.faultCount() > done.faults().size()) {
      out.printf("  and %d more%n", done.faultCount() - done.faults().size());
    }
  }

  private static ObjectNode node(HotListImport done) {
    ObjectNode node = Json.object();
    node.putObject("list")
        .put("name", done.list().name())
        .put("owner", done.list().owner())
        .put("entries", done.list().entries())
        .put("importedAt", done.list().importedAt().toString())
        .put("importedBy", done.list().importedBy());
    node.put("imported", done.imported());
    ArrayNode faults = node.putArray("faults");
    done.faults().forEach(f -> faults.addObject().put("line", f.line()).put("reason", f.reason()));
    return node.put("faultCount", done.faultCount());
  }
}
