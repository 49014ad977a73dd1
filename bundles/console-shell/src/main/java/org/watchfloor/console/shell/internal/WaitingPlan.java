package org.watchfloor.console.shell.internal;

import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** A plan that waits, by its id. */
final class WaitingPlan {
  private WaitingPlan() {}

  /**
   * @throws IllegalArgumentException if there is none
   */
  static Plan find(Plugins plugins, String id) {
    return plugins.waiting().stream()
        .filter(plan -> plan.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  static IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException(
        "id: no plan \"" + id + "\" waits; see rtcc:plugin-waiting. A plan is kept for a day");
  }
}
