package org.watchfloor.console.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-rollback}: the version that ran before. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-rollback",
    description =
        "Shows what going back to the version before would do, asks, and goes back. Audited.")
public final class PluginRollbackCommand extends PlanFirst {
  @Argument(name = "plugin", description = "Id as in rtcc:plugin-list.", required = true)
  String plugin = "";

  @Override
  String subject() {
    return plugin;
  }

  @Override
  Plan plan(Plugins installed) throws PackageRefused {
    return installed.planRollback(plugin);
  }
}
