package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.backup.BackupPart;
import org.watchfloor.core.api.backup.Backups;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/** Makes, checks and stages archives, one at a time. Thread-safe. */
@Component(
    service = {Backups.class, HealthCheck.class},
    immediate = true)
public final class BackupService implements Backups, HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(BackupService.class);

  /** Without them a backup would be none. */
  private static final Set<String> NEEDED = Set.of("audit", "journal", "media", "store");

  /** For the copies that parts make before they are in the archive. */
  private static final long ROOM = 256L << 20;

  private final Path home;
  private final Path data;
  private final String version;
  private final Clock clock;
  private final Staging staging;
  private final Restored restored;
  private final Map<String, BackupPart> parts = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();

  @Activate
  public BackupService(BundleContext bundle) throws IOException {
    this(
        Path.of(System.getProperty("karaf.base", ".")).toAbsolutePath(),
        words(bundle.getBundle().getVersion()),
        Clock.systemUTC());
  }

  BackupService(Path home, String version, Clock clock) throws IOException {
    this.home = home;
    this.data = home.resolve("data/watchfloor");
    this.version = version;
    this.clock = clock;
    this.staging = new Staging(home);
    this.restored = new Restored(data, clock);
    staging.sweep();
    Trees.delete(work());
  }

  private static String words(Version version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addPart(BackupPart part) {
    parts.put(part.name(), part);
    restored.compareWith(parts);
  }

  void removePart(BackupPart part) {
    parts.remove(part.name(), part);
  }

  private Path work() {
    return home.resolve("data/backup.work");
  }

  @Override
  public BackupInfo create(Path file, Consumer<String> progress) throws IOException {
    if (!file.isAbsolute()) {
      throw new BackupFault("file: " + file + " must be a whole path that begins with /");
    }
    return alone(() -> write(file.normalize(), progress));
  }

  /** What one caller does at a time. */
  @FunctionalInterface
  private interface Work {
    BackupInfo run() throws IOException;
  }

  private BackupInfo alone(Work work) throws IOException {
    if (!turn.tryLock()) {
      throw new BackupFault("a backup or a restore is under way; wait for its end");
    }
    try {
      return work.run();
    } finally {
      turn.unlock();
    }
  }

  private BackupInfo write(Path file, Consumer<String> progress) throws IOException {
    List<BackupPart> all = all();
    room(data);
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      for (BackupPart part : all) {
        progress.accept(part.name() + " is copied");
        Path copy = Trees.make(work().resolve(part.name()));
        Map<String, String> figures = new TreeMap<>(part.write(copy));
        progress.accept(part.name() + " is written: " + figures);
        archive.add(part.name(), place(part), figures, copy);
        Trees.delete(copy);
      }
      Manifest manifest = archive.finish(version, host(), clock.instant());
      LOG.info("{}: a backup of {} bytes is written", file, Files.size(file));
      return info(manifest);
    } finally {
      Trees.delete(work());
    }
  }

  private List<BackupPart> all() throws BackupFault {
    for (String name : NEEDED.stream().sorted().toList()) {
      if (!parts.containsKey(name)) {
        throw new BackupFault(
            "the part \""
                + name
                + "\" is not running, and without it a backup would not be whole;"
                + " see GET /health/ready");
      }
    }
    List<BackupPart> all = new ArrayList<>(parts.values());
    List<String> places = all.stream().map(BackupPart::place).toList();
    all.add(new EtcPart(home.resolve("etc")));
    all.add(new RestPart(data, places));
    all.sort(Comparator.comparingInt(BackupPart::order).thenComparing(BackupPart::name));
    return all;
  }

  private static String place(BackupPart part) {
    String place = part.place();
    if (part instanceof EtcPart) {
      return place;
    }
    return place.isEmpty() ? "data/watchfloor" : "data/watchfloor/" + place;
  }

  private static void room(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < ROOM) {
      throw new BackupFault(
          "%s has %d MiB left, and the copies for a backup need %d or more; make room"
              .formatted(folder, free >> 20, ROOM >> 20));
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public BackupInfo list(Path file) throws IOException {
    try (ArchiveReader archive = new ArchiveReader(file)) {
      return info(archive.manifest());
    }
  }

  @Override
  public BackupInfo check(Path file, Consumer<String> progress) throws IOException {
    try (ArchiveReader archive = new ArchiveReader(file)) {
      archive.verify(progress);
      return info(archive.manifest());
    }
  }

  @Override
  public BackupInfo stage(Path file, Consumer<String> progress) throws IOException {
    return alone(() -> info(staging.lay(file, version, clock.instant(), progress)));
  }

  @Override
  public boolean unstage() throws IOException {
    boolean[] was = {staging.isCommitted()};
    alone(
        () -> {
          staging.discard();
          return new BackupInfo(version, "", clock.instant(), List.of());
        });
    return was[0];
  }

  private static BackupInfo info(Manifest manifest) {
    return new BackupInfo(
        manifest.version(),
        manifest.host(),
        manifest.created(),
        manifest.parts().stream()
            .map(
                part ->
                    new BackupInfo.Part(
                        part.name(), part.files().size(), part.bytes(), part.figures()))
            .toList());
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public HealthResult check() {
    if (staging.isCommitted()) {
      return HealthResult.warn(
          "a backup is laid ready and takes this center's place at its next start;"
              + " rtcc:backup-restore --forget forgets it");
    }
    return restored.check();
  }

  @Deactivate
  void stop() throws InterruptedException {
    restored.close();
  }
}
