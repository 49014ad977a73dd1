package org.watchfloor.camel.routes.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.route.RouteInfo;

/**
 * The folder of route files: what is new or changed is started, what is gone is stopped. A file
 * that is wrong is shown with the reason, and its routes of before go on. Looked at by one thread;
 * read by anybody.
 */
final class RouteFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final String SUFFIX = ".yaml";

  /** Files whose name begins so hold route templates that all other files may use. */
  private static final String TEMPLATES = "templates";

  private final Path folder;
  private final long maxBytes;
  private final RouteLint lint;
  private final ContextFactory contexts;
  private final ComponentResolver alertbus;
  private final Clock clock;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
  private Map<String, Stamp> templatesSeen = Map.of();

  /** What tells that a file has changed. */
  private record Stamp(FileTime modified, long size) {}

  /**
   * A file as it was last read.
   *
   * @param running its routes, or those of the last version that could be run; null for none
   * @param fault why it could not be run; empty if it could
   */
  private record Entry(Stamp stamp, @Nullable RunningFile running, String fault, Instant since) {}

  RouteFiles(
      Path folder,
      long maxBytes,
      RouteLint lint,
      ContextFactory contexts,
      ComponentResolver alertbus,
      Clock clock) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.lint = lint;
    this.contexts = contexts;
    this.alertbus = alertbus;
    this.clock = clock;
  }

  /** Looks at the folder once. */
  void look() {
    Map<String, Stamp> found = find();
    Map<String, Stamp> templates = new TreeMap<>(found);
    templates.keySet().removeIf(name -> !name.startsWith(TEMPLATES));
    boolean all = !templates.equals(templatesSeen);
    templatesSeen = templates;
    for (String name : List.copyOf(entries.keySet())) {
      if (!found.containsKey(name)) {
        gone(name);
      }
    }
    for (Map.Entry<String, Stamp> file : found.entrySet()) {
      Entry before = entries.get(file.getKey());
      if (before == null || all || !before.stamp().equals(file.getValue())) {
        read(file.getKey(), file.getValue(), before);
      }
    }
  }

  private Map<String, Stamp> find() {
    Map<String, Stamp> found = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          String name = String.valueOf(file.getFileName());
          found.put(name, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
        }
      }
    } catch (IOException e) {
      LOG.warn("the folder {} cannot be read: {}", folder, e.toString());
    }
    return found;
  }

  private void gone(String name) {
    Entry entry = entries.remove(name);
    if (entry != null && entry.running() != null) {
      entry.running().close();
    }
    LOG.info("{}: is gone, its routes are stopped", name);
  }

  private void read(String name, Stamp stamp, @Nullable Entry before) {
    RunningFile old = before == null ? null : before.running();
    try {
      String yaml = text(name, stamp);
      lint.check(yaml);
      RunningFile fresh = make(name, yaml);
      // two consumers of one address cannot be; what is on its way is finished first
      if (old != null) {
        old.close();
      }
      fresh.start();
      entries.put(name, new Entry(stamp, fresh, "", clock.instant()));
      LOG.info("{}: {} routes run", name, fresh.routes().size());
    } catch (RouteFault e) {
      failed(name, stamp, before, String.valueOf(e.getMessage()));
    }
  }

  /** Where only the start failed, the routes of before are stopped by then. */
  private void failed(String name, Stamp stamp, @Nullable Entry before, String reason) {
    RunningFile old = before == null ? null : before.running();
    boolean goesOn = old != null && old.isRunning();
    String fault = goesOn ? reason + "; the routes of before go on" : reason;
    entries.put(name, new Entry(stamp, goesOn ? old : null, fault, clock.instant()));
    LOG.warn("{}: {}", name, fault);
  }

  private RunningFile make(String name, String yaml) throws RouteFault {
    Map<String, String> templates = new TreeMap<>();
    if (!name.startsWith(TEMPLATES)) {
      for (Map.Entry<String, Stamp> template : templatesSeen.entrySet()) {
        templates.put(template.getKey(), text(template.getKey(), template.getValue()));
      }
    }
    TemplateLint.check(yaml, templates.values());
    return RunningFile.make(name, yaml, templates, contexts, alertbus, clock);
  }

  private String text(String name, Stamp stamp) throws RouteFault {
    if (stamp.size() > maxBytes) {
      throw new RouteFault(stamp.size() + " bytes, at most " + maxBytes + " are read");
    }
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new RouteFault("is not UTF-8");
    } catch (IOException e) {
      throw new RouteFault("cannot be read: " + e.getMessage());
    }
  }

  List<RouteInfo> routes() {
    List<RouteInfo> routes = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (!entry.fault().isEmpty()) {
            routes.add(
                new RouteInfo(
                    "", name, "", RouteInfo.State.FAILED, entry.fault(), entry.since(), 0, 0));
          }
          if (entry.running() != null) {
            routes.addAll(entry.running().routes());
          }
        });
    routes.sort(Comparator.comparing(RouteInfo::contributor).thenComparing(RouteInfo::id));
    return routes;
  }

  @Override
  public void close() {
    entries.keySet().forEach(this::gone);
  }
}
