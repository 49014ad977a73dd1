package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-reject}: the end of a plan that waited for a yes. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-reject",
    description = "Throws a plan that waits away, with the package that came with it. Audited.")
public final class PluginRejectCommand extends RtccCommand {
  @Argument(name = "id", description = "As in rtcc:plugin-waiting.", required = true)
  String id = "";

  @Reference(optional = true)
  @Nullable Plugins plugins;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    Plugins installed = need(plugins, "core-plugins");
    Caller caller = Caller.current();
    Plan plan = WaitingPlan.find(installed, id);
    need(audit, "core-audit")
        .record(
            AuditRecord.done(
                caller.identity().name(), caller.origin(), "plugin.reject", plan.pluginId()));
    if (!installed.forget(id)) {
      throw WaitingPlan.unknown(id);
    }
    if (json) {
      print(out, Json.object().put("id", id).put("rejected", true));
    } else {
      out.println("Thrown away: " + PlanText.heading(plan) + ".");
    }
  }
}
