package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.support.table.ShellTable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.json.Json;

/** What the commands of backups print and record. */
final class BackupText {
  private BackupText() {}

  static void record(
      Audit audit, String action, Path file, AuditRecord.Outcome outcome, String reason) {
    Caller caller = Caller.current();
    audit.record(
        new AuditRecord(
            caller.identity().name(),
            caller.origin(),
            action,
            file.toString(),
            outcome,
            reason,
            Map.of()));
  }

  static void print(PrintStream out, boolean json, Path file, BackupInfo info) {
    if (json) {
      RtccCommand.print(out, write(file, info));
      return;
    }
    out.println(
        file + ": of " + info.host() + ", " + info.created() + ", version " + info.version());
    ShellTable table = RtccCommand.table("Part", "Files", "Bytes", "Figures");
    for (BackupInfo.Part part : info.parts()) {
      String figures = new TreeMap<>(part.figures()).toString();
      table
          .addRow()
          .addContent(
              part.name(),
              part.files(),
              part.bytes(),
              figures.length() <= 120 ? figures : figures.substring(0, 119) + "…");
    }
    table.print(out);
  }

  private static ObjectNode write(Path file, BackupInfo info) {
    ObjectNode node = Json.object();
    node.put("file", file.toString());
    node.put("version", info.version());
    node.put("host", info.host());
    node.put("created", info.created().toString());
    ArrayNode parts = node.putArray("parts");
    for (BackupInfo.Part part : info.parts()) {
      ObjectNode one = parts.addObject();
      one.put("name", part.name()).put("files", part.files()).put("bytes", part.bytes());
      ObjectNode figures = one.putObject("figures");
      new TreeMap<>(part.figures()).forEach(figures::put);
    }
    return node;
  }
}
