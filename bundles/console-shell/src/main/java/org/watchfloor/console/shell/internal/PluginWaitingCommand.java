package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-waiting}: plans that nobody has carried out yet. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-waiting",
    description = "Lists the plans that wait for a yes, such as packages in the deploy folder.")
public final class PluginWaitingCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Plugins plugins;

  @Override
  void run(PrintStream out) {
    List<Plan> waiting = need(plugins, "core-plugins").waiting();
    if (json) {
      ArrayNode array = Json.array();
      waiting.forEach(plan -> array.add(PluginJson.write(plan)));
      print(out, array);
      return;
    }
    ShellTable table = table("Plan", "Made at", "What", "Publisher", "Signature", "Refusal");
    table.emptyTableText("Nothing waits");
    for (Plan plan : waiting) {
      table
          .addRow()
          .addContent(
              plan.id(),
              plan.madeAt(),
              PlanText.heading(plan),
              plan.content().map(PluginPackage::publisher).map(PlainText::oneLine).orElse("-"),
              plan.content().map(content -> Json.word(content.signature())).orElse("-"),
              plan.refusal().map(PlainText::oneLine).orElse("-"));
    }
    table.print(out);
  }
}
