package org.watchfloor.console.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-approve}: a plan that waited for a yes. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-approve",
    description = "Shows a plan that waits, asks, and carries it out. Audited.")
public final class PluginApproveCommand extends PlanFirst {
  @Argument(name = "id", description = "As in rtcc:plugin-waiting.", required = true)
  String id = "";

  @Override
  String subject() {
    return id;
  }

  @Override
  Plan plan(Plugins installed) throws PackageRefused {
    return WaitingPlan.find(installed, id);
  }
}
