package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.FormJson;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.PluginView;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.core.api.runtime.PluginReports;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** {@code rtcc:plugin-info}: everything that is known of one plugin. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-info",
    description =
        "Shows a plugin: its package and what it asks for, what it uses of its budgets, what went"
            + " wrong and what was lost, the keys of its configuration, its sources.")
public final class PluginInfoCommand extends RtccCommand {
  @Argument(name = "plugin", description = "Id as in rtcc:plugin-list.", required = true)
  String plugin = "";

  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Reference(optional = true)
  @Nullable Plugins plugins;

  @Reference(optional = true)
  @Nullable PluginReports reports;

  @Override
  void run(PrintStream out) {
    SourceRegistry all = need(registry, "core-runtime");
    PluginView row =
        PluginView.all(all.plugins(), plugins == null ? List.of() : plugins.plugins()).stream()
            .filter(candidate -> candidate.id().equals(plugin))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "plugin: there is no \"" + plugin + "\"; see rtcc:plugin-list"));
    Optional<PluginReport> report =
        row.running() ? need(reports, "core-runtime").report(plugin) : Optional.empty();
    List<SourceInfo> sources =
        all.sources().stream().filter(source -> source.pluginId().equals(plugin)).toList();
    if (json) {
      print(out, node(row, report, sources));
    } else {
      PluginText.print(row, report, sources, plugins != null, out);
    }
  }

  private static ObjectNode node(
      PluginView row, Optional<PluginReport> report, List<SourceInfo> sources) {
    ObjectNode node = PluginListCommand.node(row);
    row.managed().ifPresent(managed -> node.set("package", PluginJson.write(managed.content())));
    report.ifPresent(
        told -> {
          node.set("usage", PluginJson.write(told.usage()));
          ArrayNode events = node.putArray("events");
          told.events().forEach(event -> events.add(PluginJson.write(event)));
          told.form().ifPresent(form -> node.set("form", FormJson.write(form)));
        });
    ArrayNode array = node.putArray("sourceStates");
    sources.forEach(source -> array.add(SourceListCommand.node(source)));
    return node;
  }
}
