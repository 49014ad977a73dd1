package org.watchfloor.console.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** {@code rtcc:plugin-update}: another version of a plugin. */
@Service
@Command(
    scope = "rtcc",
    name = "plugin-update",
    description =
        "Shows what another version of a plugin would change, asks, and changes to it. Audited.")
public final class PluginUpdateCommand extends PlanFirst {
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
    if (plan.operation() == Plan.Operation.UPDATE) {
      return plan;
    }
    installed.forget(plan.id());
    throw new IllegalArgumentException(
        plan.pluginId() + " is not installed; rtcc:plugin-install installs " + plan.to());
  }
}
