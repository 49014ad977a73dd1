package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.backup.BackupPart;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * Opens the journal and registers it as a service for as long as it is open: as the journal of
 * everybody, or in a cluster as this node's copy only. A journal that cannot be opened is tried
 * again every 5 s: nobody ever sees one that is half open. Thread-safe.
 */
@Component(
    service = HealthCheck.class,
    immediate = true,
    configurationPid = "org.watchfloor.journal")
@Designate(ocd = JournalConfig.class)
@Capability(
    namespace = "osgi.service",
    attribute = {
      "objectClass:List<String>=\"org.watchfloor.core.api.journal.Journal,"
          + "org.watchfloor.core.api.journal.LocalJournal,"
          + "org.watchfloor.core.api.backup.BackupPart\""
    },
    effective = "active")
public final class JournalComponent implements HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(JournalComponent.class);
  private static final int RETRY_SECONDS = 5;

  private final BundleContext bundle;
  private final Settings settings;
  private final ScheduledExecutorService opener;

  // Written under the lock; read without it by check, which must answer while others start or stop.
  private volatile @Nullable RocksJournal journal;
  private volatile String failure = "";
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private boolean stopped;

  @Activate
  public JournalComponent(
      BundleContext bundle, JournalConfig config, @Reference ClusterSwitch cluster) {
    this.bundle = bundle;
    this.settings = Settings.of(config, cluster.enabled());
    this.opener =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "journal-opener");
              thread.setDaemon(true);
              return thread;
            });
    open();
  }

  private synchronized void open() {
    if (stopped) {
      return;
    }
    RocksJournal opened;
    try {
      opened = new RocksJournal(settings, Clock.systemUTC());
    } catch (IOException | RuntimeException | LinkageError e) {
      failure = String.valueOf(e.getMessage());
      LOG.error("The journal cannot be opened; it is tried again in {} s", RETRY_SECONDS, e);
      opener.schedule(this::open, RETRY_SECONDS, TimeUnit.SECONDS);
      return;
    }
    journal = opened;
    register(opened);
    opener.shutdown();
  }

  private void register(RocksJournal opened) {
    String[] types =
        opened.held()
            ? new String[] {LocalJournal.class.getName()}
            : new String[] {LocalJournal.class.getName(), Journal.class.getName()};
    registrations.add(bundle.registerService(types, opened, null));
    registrations.add(
        bundle.registerService(BackupPart.class, new JournalBackup(opened, settings), null));
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public HealthResult check() {
    RocksJournal open = journal;
    return open == null
        ? HealthResult.critical("The journal cannot be opened: " + failure)
        : open.health();
  }

  /** Takes the service away first, so that those who use it stop before the files close. */
  @Deactivate
  synchronized void stop() {
    stopped = true;
    opener.shutdownNow();
    registrations.forEach(ServiceRegistration::unregister);
    RocksJournal open = journal;
    if (open != null) {
      open.close();
    }
  }
}
