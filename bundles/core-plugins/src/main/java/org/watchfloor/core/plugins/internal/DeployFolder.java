package org.watchfloor.core.plugins.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.SourceRegistry;

/**
 * Takes every {@code .kar} of the deploy folder: one that a trusted publisher signed is installed
 * at once, any other waits for an administrator. Stands before Karaf's own deployer, which would
 * install whatever a package says. A file that is deleted removes nothing.
 */
@Component(
    service = ArtifactInstaller.class,
    immediate = true,
    property = Constants.SERVICE_RANKING + ":Integer=1000")
public final class DeployFolder implements ArtifactInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
  private static final String BY = "deploy";

  private final Plugins plugins;
  private final DeployAudit audit;
  private final Announcer announcer;
  private final DeployMemory memory;
  private final BundleContext context;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "watchfloor-plugins-deploy"));

  /**
   * The registry is there so that nothing is installed before the runtime can say that it works.
   */
  @Activate
  public DeployFolder(
      BundleContext context,
      @Reference Plugins plugins,
      @Reference Audit audit,
      @Reference AlertBus bus,
      @Reference SourceRegistry registry) {
    this.context = context;
    this.plugins = plugins;
    this.audit = new DeployAudit(audit);
    Service<AlertBus> now = new Service<>();
    now.came(bus);
    this.announcer = new Announcer(now, Clock.systemUTC());
    PluginPackages.Folders folders = PluginPackages.Folders.ofSystem();
    this.memory = new DeployMemory(folders.data(), folders.deploy());
  }

  @Deactivate
  void stop() {
    worker.shutdownNow();
  }

  @Override
  public boolean canHandle(File artifact) {
    return artifact.getName().toLowerCase(Locale.ROOT).endsWith(".kar");
  }

  @Override
  public void install(File artifact) {
    worker.execute(() -> take(artifact.toPath()));
  }

  @Override
  public void update(File artifact) {
    worker.execute(() -> take(artifact.toPath()));
  }

  @Override
  public void uninstall(File artifact) {
    worker.execute(
        () -> {
          memory.forget(artifact.toPath());
          LOG.info(
              "{} was deleted from the deploy folder; the plugin stays, rtcc:plugin-remove removes it",
              artifact.getName());
        });
  }

  private void take(Path file) {
    String origin = "deploy/" + file.getFileName();
    try {
      awaitStarted();
      DeployMemory.Seen seen = memory.look(file);
      if (memory.knows(seen)) {
        return; // at each start the folder is gone through again
      }
      boolean settled = planned(file, origin);
      if (settled) {
        memory.keep(seen);
      }
    } catch (IOException e) {
      LOG.error("{} cannot be read: {}", origin, Words.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} was not taken", origin, e);
    }
  }

  /** The plugins' bundles start at a level that comes after this one's. */
  private void awaitStarted() throws InterruptedException {
    FrameworkStartLevel level =
        context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkStartLevel.class);
    while (level.getStartLevel() < BundleWork.START_LEVEL) {
      Thread.sleep(100);
    }
  }

  /** Whether nothing more is to be done with the file, whatever becomes of the plugin. */
  private boolean planned(Path file, String origin) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      Plan plan = plugins.plan(content, origin);
      if (plan.refusal().isPresent()) {
        refuse(origin, plan.refusal().get());
        return true;
      }
      if (plan.needsConsent()) {
        LOG.warn(
            "{}: no publisher that this center trusts has signed the plugin {} {}; it waits for an"
                + " administrator: rtcc:plugin-approve {}",
            origin,
            plan.pluginId(),
            plan.to(),
            plan.id());
        announcer.waits(plan, origin);
        return false;
      }
      audit.carriedOut(plan, origin, () -> plugins.carryOut(plan.id(), false, BY));
      return true;
    } catch (PackageRefused e) {
      refuse(origin, String.valueOf(e.getMessage()));
      return true;
    }
  }

  private void refuse(String origin, String reason) {
    LOG.error("{} is not taken: {}", origin, reason);
    announcer.refused(origin, reason);
  }
}
