package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;

/**
 * Imports the files that arrive in a folder, on a thread of its own. A file that is no list goes to
 * {@code failed}; one that cannot be imported now stays and is tried again. In a cluster the node
 * that leads looks. Thread-safe.
 */
@Component(
    service = HotListFolder.class,
    factory = HotListFolder.FACTORY,
    configurationPid = HotListFolderConfig.PID,
    configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = HotListFolderConfig.class, factory = true)
public final class HotListFolder implements AutoCloseable {
  /** By which {@link HotListFolders} finds it. */
  static final String FACTORY = "watchfloor-hotlist-folder";

  private static final Logger LOG = LoggerFactory.getLogger(HotListFolder.class);

  private final String list;
  private final String layout;
  private final HotListTerms terms;
  private final Path folder;
  private final FolderFiles files;
  private final HotLists lists;
  private final Actor actor;
  private final ClusterLink cluster = new ClusterLink();
  private final ScheduledExecutorService executor;
  private String said = "";

  /**
   * @throws IllegalArgumentException beginning with the key that does not hold
   */
  @Activate
  public HotListFolder(HotListFolderConfig config, @Reference HotLists lists) {
    this.list = Importing.checked(config.list());
    this.layout = config.layout().isEmpty() ? "" : Layouts.named(config.layout()).name();
    this.terms = terms(config);
    this.folder = Path.of(config.folder());
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("folder: \"" + folder + "\" is no absolute path");
    }
    this.files = new FolderFiles(folder, config.files(), config.keep());
    this.lists = lists;
    this.actor = new Actor("hotlist-folder", folder.toString());
    this.executor = Executors.newSingleThreadScheduledExecutor(this::thread);
    if (!config.enabled().strip().equals("false")) {
      executor.scheduleWithFixedDelay(
          this::look, 0, Math.max(1, config.poll_seconds()), TimeUnit.SECONDS);
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-folder-" + list);
    thread.setDaemon(true);
    return thread;
  }

  private static HotListTerms terms(HotListFolderConfig config) {
    return new HotListTerms(
        config.owner(),
        config.source(),
        "",
        Map.of(),
        config.priority(),
        Optional.empty(),
        Arrays.stream(config.seen_by())
            .map(String::strip)
            .map(Role::ofWord)
            .collect(Collectors.toSet()),
        config.possible_from());
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setCluster(Cluster service) {
    cluster.came(service);
  }

  public void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  void look() {
    if (!cluster.leads()) {
      return;
    }
    try {
      for (Path file : files.ready()) {
        take(file);
      }
      said = "";
    } catch (IOException | RuntimeException e) {
      later(e);
    }
  }

  /** Said once, and not at each look. */
  private void later(Exception e) {
    if (executor.isShutdown()) {
      return;
    }
    String what = e instanceof NoSuchFileException ? "there is no such folder or file" : "" + e;
    if (!what.equals(said)) {
      LOG.warn("Files of {} for the hot list {} wait and are tried again: {}", folder, list, what);
      said = what;
    }
  }

  private void take(Path file) throws IOException {
    if (files.isKnown(file)) {
      // imported again it would make the list look newer than it is
      files.done(file);
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      HotListImport done = lists.importList(list, given(), layout, in, actor);
      LOG.info(
          "{} is the hot list {}: {} imported, {} left out{}",
          file,
          list,
          done.imported(),
          done.faultCount(),
          done.waits().map(why -> "; it waits for a supervisor: " + why).orElse(""));
      done.faults().stream()
          .limit(10)
          .forEach(f -> LOG.warn("{} line {}: {}", file, f.line(), f.reason()));
    } catch (IllegalArgumentException e) {
      LOG.error("{} is no hot list, the list {} stays: {}", file, list, e.getMessage());
      files.failed(file);
      return;
    } catch (HotListRefused e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    files.done(file);
  }

  /** What people have agreed of a list since goes before what the configuration says. */
  private Optional<HotListTerms> given() {
    return lists.all().stream().anyMatch(known -> known.name().equals(list))
        ? Optional.empty()
        : Optional.of(terms);
  }

  @Override
  @Deactivate
  public void close() {
    executor.shutdownNow();
    cluster.close();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("An import from {} goes on after its end; it is not in force then", folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
