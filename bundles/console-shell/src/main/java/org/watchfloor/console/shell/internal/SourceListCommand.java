package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** {@code rtcc:source-list}: sources and how they do. */
@Service
@Command(
    scope = "rtcc",
    name = "source-list",
    description = "Lists the sources, their states and, where something is wrong, the reason.")
public final class SourceListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Override
  void run(PrintStream out) {
    List<SourceInfo> sources =
        need(registry, "core-runtime").sources().stream()
            .sorted(Comparator.comparing(SourceInfo::id))
            .toList();
    if (json) {
      ArrayNode array = Json.array();
      sources.forEach(source -> array.add(node(source)));
      print(out, array);
      return;
    }
    ShellTable table = table("Source", "State", "Since", "Signals", "Malformed", "Last", "Reason");
    table.emptyTableText("No sources: put a file org.watchfloor.source.<plugin>~<name>.cfg in etc");
    for (SourceInfo source : sources) {
      table
          .addRow()
          .addContent(
              source.id(),
              Json.word(source.state()),
              source.since(),
              source.signals(),
              source.malformed(),
              source.lastSignalAt().map(Instant::toString).orElse("-"),
              source.reason());
    }
    table.print(out);
  }

  static ObjectNode node(SourceInfo source) {
    ObjectNode node =
        Json.object()
            .put("id", source.id())
            .put("plugin", source.pluginId())
            .put("state", Json.word(source.state()))
            .put("reason", source.reason())
            .put("since", source.since().toString())
            .put("camera", source.camera())
            .put("signals", source.signals())
            .put("malformed", source.malformed());
    source.lastSignalAt().ifPresent(at -> node.put("lastSignalAt", at.toString()));
    return node;
  }
}
