package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.StoreMove;

/** Moves the open store to PostgreSQL. Thread-safe: one move at a time. */
@Component(service = StoreMove.class)
public final class StoreMover implements StoreMove {
  private static final Logger LOG = LoggerFactory.getLogger(StoreMover.class);

  /** For the configuration to be read and the center to go over; file install looks each second. */
  private static final Duration SWITCH = Duration.ofSeconds(30);

  private final StoreComponent component;
  private final Audit audit;
  private final StoreFile file;
  private final Clock clock;

  @Activate
  public StoreMover(@Reference StoreComponent component, @Reference Audit audit) {
    this(
        component,
        audit,
        new StoreFile(Path.of(System.getProperty("karaf.etc", "etc"), StoreConfig.PID + ".cfg")),
        Clock.systemUTC());
  }

  StoreMover(StoreComponent component, Audit audit, StoreFile file, Clock clock) {
    this.component = component;
    this.audit = audit;
    this.file = file;
    this.clock = clock;
  }

  @Override
  public synchronized List<Table> move(
      String url, String user, Path passwordFile, Actor by, Consumer<String> progress) {
    Settings settings = target(url, user, passwordFile);
    String shown = settings.database().shown();
    audit.record(
        new AuditRecord(
            by.name(),
            by.origin(),
            "store.migrate",
            shown,
            AuditRecord.Outcome.DONE,
            "",
            Map.of("user", user)));
    SqlStore here = component.opened();
    if (here.dialect() != Dialect.SQLITE) {
      throw new StoreException("the store is in PostgreSQL already: " + here.backend().shown());
    }
    List<Table> tables = copy(here, settings, progress);
    awaitSwitch(here);
    LOG.info("The store was moved to {} by {}: {} tables", shown, by.name(), tables.size());
    return tables;
  }

  private Settings target(String url, String user, Path passwordFile) {
    try {
      Database.check(url);
      if (!passwordFile.isAbsolute() || Files.readString(passwordFile).isBlank()) {
        throw new IllegalArgumentException(
            "password-file: must be the absolute path of a file with the password in it");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "password-file: " + passwordFile + " cannot be read: " + e.getClass().getSimpleName());
    }
    Settings now = component.settings();
    Database old = now.database();
    return now.with(
        new Database(
            url,
            user,
            "$[file:" + passwordFile + "]",
            old.tls(),
            old.tlsCa(),
            old.center(),
            old.connectSeconds(),
            old.statementSeconds()));
  }

  /** Leaves the store paused when all is well: nobody may write what would be left behind. */
  private List<Table> copy(SqlStore here, Settings settings, Consumer<String> progress) {
    boolean switched = false;
    here.writer().pause("the store is being moved to " + settings.database().shown());
    try {
      List<Table> tables = copyAll(here, settings, progress);
      configure(settings.database());
      switched = true;
      return tables;
    } catch (SQLException e) {
      throw new StoreException("the store cannot be read: " + e.getMessage(), e);
    } finally {
      if (!switched) {
        here.writer().resume();
      }
    }
  }

  private List<Table> copyAll(SqlStore here, Settings settings, Consumer<String> progress)
      throws SQLException {
    try (SqlStore there = SqlStore.forMove(component.directory(), settings, clock);
        Connection from = here.backend().openReader()) {
      here.migrations().known().forEach(there::migrate);
      return there.write(
          to -> {
            there.backend().takeYourTime(to);
            return new StoreCopy(clock).copy(from, to, progress);
          });
    }
  }

  private void configure(Database database) {
    try {
      file.set(
          Map.of(
              "url", database.url(),
              "user", database.user(),
              ".password", database.password()));
    } catch (IOException e) {
      throw new StoreException(
          "everything is copied, but %s cannot be written: %s. Nothing is changed"
              .formatted(StoreConfig.FILE, e),
          e);
    }
  }

  private void awaitSwitch(SqlStore here) {
    long end = System.nanoTime() + SWITCH.toNanos();
    while (!here.writer().closed()) {
      if (System.nanoTime() > end) {
        throw new StoreException(
            "everything is moved and %s names the new database, but the center did not go over to"
                    .formatted(StoreConfig.FILE)
                + " it: restart it now; until then nothing can be changed");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
