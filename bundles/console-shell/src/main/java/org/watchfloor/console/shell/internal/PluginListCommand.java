package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.plugin.PluginInfo;

/** {@code rtcc:plugin-list}: plugins, and how far each can be trusted. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-list",
    description = "Lists the plugins with their trust grades and what the grades mean.")
public final class PluginListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Override
  void run(PrintStream out) {
    List<InstalledPlugin> plugins =
        need(registry, "core-runtime").plugins().stream()
            .sorted(Comparator.comparing(plugin -> plugin.info().id()))
            .toList();
    if (json) {
      ArrayNode array = Json.array();
      plugins.forEach(plugin -> array.add(node(plugin)));
      print(out, array);
      return;
    }
    ShellTable table =
        table("Plugin", "Name", "Vendor", "Version", "Sources", "Grade", "What the grade means");
    table.emptyTableText("No plugins: see feature:list, and install one with feature:install");
    for (InstalledPlugin plugin : plugins) {
      PluginInfo info = plugin.info();
      table
          .addRow()
          .addContent(
              info.id(),
              info.name(),
              info.vendor(),
              plugin.version(),
              plugin.sources(),
              info.grade().name(),
              info.grade().meaning());
    }
    table.print(out);
  }

  private static ObjectNode node(InstalledPlugin plugin) {
    PluginInfo info = plugin.info();
    ObjectNode node =
        Json.object()
            .put("id", info.id())
            .put("name", info.name())
            .put("vendor", info.vendor())
            .put("grade", info.grade().name())
            .put("meaning", info.grade().meaning())
            .put("bundle", plugin.bundle())
            .put("version", plugin.version())
            .put("sources", plugin.sources());
    ArrayNode capabilities = node.putArray("capabilities");
    info.capabilities().stream().map(Json::word).sorted().forEach(capabilities::add);
    return node;
  }
}
