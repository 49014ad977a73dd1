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
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.PluginView;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** {@code rtcc:plugin-list}: plugins, and how far each can be trusted. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-list",
    description = "Lists the plugins with their trust grades and what the grades mean.")
public final class PluginListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Reference(optional = true)
  @Nullable Plugins plugins;

  @Override
  void run(PrintStream out) {
    List<PluginView> rows =
        PluginView.all(
            need(registry, "core-runtime").plugins(),
            plugins == null ? List.of() : plugins.plugins());
    if (json) {
      ArrayNode array = Json.array();
      rows.forEach(row -> array.add(node(row)));
      print(out, array);
      return;
    }
    ShellTable table =
        table("Plugin", "Name", "Vendor", "Version", "Runs", "Quality", "Signature", "Sources");
    table.column("Grade");
    table.column("What the grade means");
    table.emptyTableText("No plugins: rtcc:plugin-install installs one");
    for (PluginView row : rows) {
      table
          .addRow()
          .addContent(
              row.id(),
              row.name(),
              row.vendor(),
              row.version(),
              runs(row),
              row.quality(),
              row.managed().map(p -> Json.word(p.content().signature())).orElse("-"),
              row.sources(),
              row.grade(),
              row.meaning());
    }
    table.print(out);
  }

  private static String runs(PluginView row) {
    if (!row.running()) {
      return row.trouble().isEmpty() ? "no" : "no: " + row.trouble();
    }
    return row.isolated() ? "isolated" : "yes";
  }

  static ObjectNode node(PluginView row) {
    ObjectNode node =
        Json.object()
            .put("id", row.id())
            .put("name", row.name())
            .put("vendor", row.vendor())
            .put("grade", row.grade())
            .put("meaning", row.meaning())
            .put("bundle", row.bundle())
            .put("version", row.version())
            .put("sources", row.sources());
    ArrayNode capabilities = node.putArray("capabilities");
    row.live()
        .ifPresent(
            plugin ->
                plugin.info().capabilities().stream()
                    .map(Json::word)
                    .sorted()
                    .forEach(capabilities::add));
    node.put("quality", row.quality());
    node.put("isolated", row.isolated());
    row.managed().ifPresent(plugin -> node.setAll(PluginJson.write(plugin)));
    return node.put("running", row.running());
  }
}
