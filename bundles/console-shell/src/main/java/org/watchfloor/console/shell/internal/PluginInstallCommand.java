package org.watchfloor.console.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-install}: a plugin that was not there. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-install",
    description = "Shows what installing a plugin would do, asks, and does it. Audited.")
public final class PluginInstallCommand extends PlanFirst {
  @Argument(
      name = "address",
      description =
          "A .kar or .jar on the center's machine, mvn:group/artifact/version, or the id of a plugin that is shipped.",
      required = true)
  String address = "";

  @Override
  String subject() {
    return address;
  }

  @Override
  Plan plan(Plugins installed) throws PackageRefused {
    Plan plan = installed.plan(address);
    if (plan.operation() == Plan.Operation.INSTALL) {
      return plan;
    }
    installed.forget(plan.id());
    throw new IllegalArgumentException(
        plan.pluginId()
            + " "
            + plan.from()
            + " is installed; rtcc:plugin-update goes to "
            + plan.to()
            + " and keeps the bookmarks of its sources");
  }
}
