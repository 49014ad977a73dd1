package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plan.Operation;
import org.watchfloor.core.api.plugin.Plugins;

/**
 * Plans and operations behind one lock, so that each sees the plugins as the last one left them.
 */
final class PluginManager implements Plugins {
  private static final Logger LOG = LoggerFactory.getLogger(PluginManager.class);

  private final Parts parts;
  private final Announcer announcer;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  PluginManager(Parts parts, Announcer announcer) {
    this.parts = parts;
    this.announcer = announcer;
  }

  /** To be called once, before anything else is asked for: brings the installed plugins back. */
  void recover() {
    oneAtATime.lock();
    try {
      parts.recovery().run();
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public List<ManagedPlugin> plugins() {
    return parts.listing().all();
  }

  @Override
  public Optional<ManagedPlugin> plugin(String pluginId) {
    return plugins().stream().filter(p -> p.content().pluginId().equals(pluginId)).findFirst();
  }

  @Override
  public Plan plan(InputStream content, String origin) throws PackageRefused {
    PackageLimits limits = parts.limits().get();
    Staging.Staged staged = parts.staging().take(content, limits);
    oneAtATime.lock();
    try {
      ReadPackage read = parts.reader().read(staged.file(), staged.sha256(), limits);
      return kept(parts.planner().put(staged.id(), read, origin));
    } catch (PackageRefused | RuntimeException e) {
      parts.staging().discard(staged.id());
      throw e;
    } catch (IOException e) {
      parts.staging().discard(staged.id());
      throw new PackageRefused("the package cannot be read: " + Words.of(e), e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Plan kept(Planned planned) {
    parts.plans().add(planned);
    return planned.plan();
  }

  @Override
  public Plan plan(String address) throws PackageRefused {
    try (InputStream content = parts.addresses().open(address)) {
      return plan(content, address);
    } catch (IOException e) {
      throw new PackageRefused(address + " cannot be read: " + Words.of(e), e);
    }
  }

  @Override
  public Plan planRollback(String pluginId) throws PackageRefused {
    oneAtATime.lock();
    try {
      checkId(pluginId);
      return kept(parts.planner().rollBack(pluginId));
    } catch (IOException e) {
      throw new PackageRefused("what was installed cannot be read: " + Words.of(e), e);
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public Plan planRemove(String pluginId) throws PackageRefused {
    oneAtATime.lock();
    try {
      checkId(pluginId);
      ManagedPlugin installed =
          plugin(pluginId).orElseThrow(() -> new PackageRefused("there is no plugin " + pluginId));
      return kept(parts.planner().remove(installed.content()));
    } catch (IOException e) {
      throw new PackageRefused("what is installed cannot be read: " + Words.of(e), e);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** An id becomes the name of a folder. */
  private static void checkId(String pluginId) throws PackageRefused {
    if (!BundleFacts.ID.matcher(pluginId).matches()) {
      throw new PackageRefused("\"" + pluginId + "\" is no plugin id");
    }
  }

  @Override
  public List<Plan> waiting() {
    return parts.plans().waiting();
  }

  @Override
  public boolean forget(String planId) {
    oneAtATime.lock(); // not while it is carried out
    try {
      return parts.plans().drop(planId);
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public ManagedPlugin carryOut(String planId, boolean consent, String by) throws PackageRefused {
    oneAtATime.lock();
    try {
      Planned planned = admitted(planId, consent);
      Plan plan = planned.plan();
      Optional<ManagedPlugin> before = plugin(plan.pluginId());
      long began = System.nanoTime();
      act(planned, by);
      parts.recovery().troubles().remove(plan.pluginId());
      parts.plans().drop(planId);
      LOG.info(
          "plugin {}: {} {} -> {} by {}, {} ms",
          plan.pluginId(),
          plan.operation(),
          plan.from(),
          plan.to(),
          by,
          (System.nanoTime() - began) / 1_000_000);
      announcer.done(plan, by);
      return plan.operation() == Operation.REMOVE
          ? gone(before.orElseThrow(() -> new PackageRefused("it was gone already")))
          : plugin(plan.pluginId())
              .orElseThrow(() -> new PackageRefused("it is gone again; the log says why"));
    } catch (IOException e) {
      throw new PackageRefused("nothing was done: " + Words.of(e), e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Planned admitted(String planId, boolean consent) throws PackageRefused, IOException {
    Planned planned =
        parts
            .plans()
            .find(planId)
            .orElseThrow(
                () ->
                    new PackageRefused(
                        "there is no plan "
                            + planId
                            + "; it is forgotten after a day, or when it was carried out"));
    Plan plan = planned.plan();
    if (plan.refusal().isPresent()) {
      throw new PackageRefused(plan.refusal().get());
    }
    if (plan.needsConsent() && !consent) {
      throw new PackageRefused(
          "no publisher that this center trusts has signed the package; an administrator must say yes to it");
    }
    if (!planned.mark().equals(parts.planner().mark(plan.pluginId(), planned.bundle()))) {
      parts.plans().drop(planId);
      throw new PackageRefused(
          "the plugin " + plan.pluginId() + " has changed since the plan was made; make a new one");
    }
    return planned;
  }

  private void act(Planned planned, String by) throws PackageRefused, IOException {
    Plan plan = planned.plan();
    switch (plan.operation()) {
      case INSTALL, UPDATE ->
          parts
              .operations()
              .put(plan.operation(), planned.read().orElseThrow(), planned.origin(), by);
      case ROLLBACK ->
          parts
              .operations()
              .rollBack(
                  parts
                      .store()
                      .record(plan.pluginId())
                      .orElseThrow(() -> new PackageRefused("it is not installed any more")));
      case REMOVE -> parts.operations().remove(plan.pluginId(), planned.bundle());
    }
  }

  private static ManagedPlugin gone(ManagedPlugin before) {
    return new ManagedPlugin(
        before.content(),
        before.origin(),
        before.installedAt(),
        before.installedBy(),
        false,
        "it was removed",
        List.of());
  }
}
