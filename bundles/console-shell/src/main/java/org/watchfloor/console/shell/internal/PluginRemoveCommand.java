package org.watchfloor.console.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-remove}: the end of a plugin. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-remove",
    description =
        "Shows what removing a plugin would do, asks, and removes it; the configurations of its sources stay. Audited.")
public final class PluginRemoveCommand extends PlanFirst {
  @Argument(name = "plugin", description = "Id as in rtcc:plugin-list.", required = true)
  String plugin = "";

  @Override
  String subject() {
    return plugin;
  }

  @Override
  Plan plan(Plugins installed) throws PackageRefused {
    return installed.planRemove(plugin);
  }
}
