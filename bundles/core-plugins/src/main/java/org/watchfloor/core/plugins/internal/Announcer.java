package org.watchfloor.core.plugins.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Tells the bus what has become of plugins; where there is none, nobody listens. Thread-safe. */
final class Announcer {
  private static final String PUBLISHER = "core-plugins";

  private final Service<AlertBus> bus;
  private final Clock clock;

  Announcer(Service<AlertBus> bus, Clock clock) {
    this.bus = bus;
    this.clock = clock;
  }

  void done(Plan plan, String by) {
    String kind =
        switch (plan.operation()) {
          case INSTALL -> "plugin.installed";
          case UPDATE -> "plugin.updated";
          case ROLLBACK -> "plugin.rolled-back";
          case REMOVE -> "plugin.removed";
        };
    publish(kind, plan.pluginId(), by, facts(plan));
  }

  /** A package lies in the deploy folder and needs an administrator's yes. */
  void waits(Plan plan, String origin) {
    Map<String, String> facts = facts(plan);
    facts.put("plan", plan.id());
    facts.put("origin", origin);
    publish("plugin.waiting", plan.pluginId(), "system", facts);
  }

  /**
   * @param origin of the package that was not taken
   */
  void refused(String origin, String reason) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("origin", origin);
    facts.put("reason", reason);
    publish("plugin.refused", origin, "system", facts);
  }

  private static Map<String, String> facts(Plan plan) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("from", plan.from());
    facts.put("to", plan.to());
    plan.content().map(PluginPackage::signer).ifPresent(signer -> facts.put("signer", signer));
    return facts;
  }

  private void publish(String kind, String subject, String by, Map<String, String> facts) {
    Change change = new Change(kind, subject, clock.instant(), by, facts);
    bus.get().ifPresent(now -> now.publish(PUBLISHER, change));
  }
}
