package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan.Operation;
import org.watchfloor.core.api.plugin.PluginPackage;

/**
 * Carries plans out so that each has happened whole or not at all: on disk it is announced first,
 * then the framework is changed, then the record decides. For one thread at a time.
 */
final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private final PluginStore store;
  private final Runner runner;
  private final Adoption adoption;
  private final Clock clock;
  private volatile int versionsKept;

  Operations(PluginStore store, Runner runner, Adoption adoption, Clock clock, int versionsKept) {
    this.store = store;
    this.runner = runner;
    this.adoption = adoption;
    this.clock = clock;
    this.versionsKept = versionsKept;
  }

  void versionsKept(int value) {
    versionsKept = value;
  }

  /** Installs a package, or updates to it. */
  void put(Operation operation, ReadPackage read, String origin, String by) throws PackageRefused {
    PluginPackage content = read.content();
    String id = content.pluginId();
    try {
      @Nullable PluginRecord before = before(content);
      store.begin(id, operation);
      int slot = before == null ? 1 : before.nextSlot();
      store.keep(id, slot, read.jar());
      InstalledVersion version =
          new InstalledVersion(
              slot, content, SafeFiles.sha256(read.jar()), origin, clock.instant(), by);
      PluginRecord after =
          before == null
              ? new PluginRecord(id, List.of(version))
              : before.with(version, versionsKept);
      change(before, after, content.bundle());
    } catch (IOException e) {
      abandon(id);
      throw new PackageRefused("nothing was done, the disk does not take it: " + Words.of(e), e);
    }
  }

  /** The record of a plugin; one that came another way gets its first one now. */
  private @Nullable PluginRecord before(PluginPackage content) throws IOException, PackageRefused {
    Optional<PluginRecord> record = store.record(content.pluginId());
    if (record.isEmpty()) {
      record = adoption.adopt(content, store);
    }
    return record.orElse(null);
  }

  void rollBack(PluginRecord record) throws PackageRefused {
    try {
      store.begin(record.pluginId(), Operation.ROLLBACK);
      change(record, record.rolledBack(), record.current().content().bundle());
    } catch (IOException e) {
      abandon(record.pluginId());
      throw new PackageRefused("nothing was done, the disk does not take it: " + Words.of(e), e);
    }
  }

  private void change(@Nullable PluginRecord before, PluginRecord after, String bundle)
      throws PackageRefused, IOException {
    InstalledVersion version = after.current();
    try {
      runner.run(version.content(), store.bundle(after.pluginId(), version));
      store.commit(after);
    } catch (OperationFailed | IOException | RuntimeException e) {
      throw undone(before, after.pluginId(), bundle, e);
    }
    store.end(after.pluginId());
  }

  /** Takes a plugin away. */
  void remove(String pluginId, String bundle) throws PackageRefused {
    Optional<PluginRecord> record = Optional.empty();
    try {
      record = store.record(pluginId);
      store.begin(pluginId, Operation.REMOVE);
      runner.remove(bundle);
      store.forget(pluginId);
      store.end(pluginId);
    } catch (OperationFailed | IOException | RuntimeException e) {
      throw undone(record.orElse(null), pluginId, bundle, e);
    }
  }

  /** Makes everything as it was; the refusal to be thrown says so, or what it is like now. */
  private PackageRefused undone(
      @Nullable PluginRecord before, String pluginId, String bundle, Exception cause) {
    String reason = Words.of(cause);
    LOG.error("the plugin {}: {}; it is made as it was", pluginId, reason, cause);
    try {
      if (before == null) {
        runner.remove(bundle);
      } else {
        InstalledVersion version = before.current();
        store.commit(before);
        runner.run(version.content(), store.bundle(pluginId, version));
      }
      store.end(pluginId);
      return new PackageRefused(
          reason
              + (before == null
                  ? "; nothing was kept of it"
                  : "; " + before.current().content().version() + " runs as before"),
          cause);
    } catch (OperationFailed | IOException | RuntimeException e) {
      LOG.error("the plugin {} is not as it was", pluginId, e);
      return new PackageRefused(
          reason
              + "; going back failed as well: "
              + Words.of(e)
              + ". It is tried again at the next start of the center",
          cause);
    }
  }

  private void abandon(String pluginId) {
    try {
      store.end(pluginId);
    } catch (IOException e) {
      LOG.error("what an operation on {} left is cleared at the next start", pluginId, e);
    }
  }
}
