package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.plugin.Plan.Operation;

/**
 * After a start: an operation that was under way when the center died is finished or undone, and
 * every plugin that was installed is there again, also if the framework's cache was renewed.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final BundleContext context;
  private final PluginStore store;
  private final Runner runner;
  private final BundleWork work;
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  Recovery(BundleContext context, PluginStore store, Runner runner, BundleWork work) {
    this.context = context;
    this.store = store;
    this.runner = runner;
    this.work = work;
  }

  /** Why a plugin could not be brought back, by id. */
  Map<String, String> troubles() {
    return troubles;
  }

  void run() {
    try {
      for (String id : store.ids()) {
        one(id);
      }
    } catch (IOException e) {
      LOG.error("the installed plugins cannot be listed", e);
    }
  }

  private void one(String id) {
    try {
      Optional<Operation> pending = store.pending(id);
      Optional<PluginRecord> record = store.record(id);
      if (pending.isPresent()) {
        LOG.warn(
            "the center ended while the plugin {} was under the operation {}: it is {}",
            id,
            pending.get(),
            pending.get() == Operation.REMOVE ? "finished" : "made as its record says");
      }
      if (record.isEmpty() || pending.equals(Optional.of(Operation.REMOVE))) {
        away(id, record);
      } else {
        InstalledVersion version = record.get().current();
        runner.ensure(version.content(), store.bundle(id, version), pending.isPresent());
      }
      store.end(id);
    } catch (IOException | OperationFailed | RuntimeException e) {
      LOG.error("the plugin {} cannot be brought back", id, e);
      troubles.put(id, "it cannot be brought back: " + Words.of(e));
    }
  }

  private void away(String id, Optional<PluginRecord> record) throws OperationFailed, IOException {
    if (record.isPresent()) {
      runner.remove(record.get().current().content().bundle());
      store.forget(id);
    }
    Bundle bundle = context.getBundle(BundleWork.LOCATION + id);
    if (bundle != null) {
      work.uninstall(bundle);
    }
  }
}
