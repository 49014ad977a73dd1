package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plan.Operation;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Says what an operation would do, and does nothing. For one thread at a time. */
final class Planner {
  private final PluginStore store;
  private final BundleWork work;
  private final Owners owners;
  private final Presence presence;
  private final Staging staging;
  private final Clock clock;

  Planner(
      PluginStore store,
      BundleWork work,
      Owners owners,
      Presence presence,
      Staging staging,
      Clock clock) {
    this.store = store;
    this.work = work;
    this.owners = owners;
    this.presence = presence;
    this.staging = staging;
    this.clock = clock;
  }

  /**
   * @param id of the staged package, and of the plan
   * @throws PackageRefused if the package clashes with what is installed
   */
  Planned put(String id, ReadPackage read, String origin) throws PackageRefused, IOException {
    PluginPackage content = read.content();
    Optional<PluginRecord> record = store.record(content.pluginId());
    noClash(content, record);
    List<Bundle> same = work.named(content.bundle());
    Operation operation =
        record.isPresent() || !same.isEmpty() ? Operation.UPDATE : Operation.INSTALL;
    String from =
        same.isEmpty()
            ? record.map(r -> r.current().content().version()).orElse("")
            : same.get(0).getVersion().toString();
    List<String> sources = presence.sources(content.pluginId());
    Optional<String> refusal =
        record
            .filter(r -> r.current().content().sha256().equals(content.sha256()))
            .filter(r -> presence.has(content))
            .map(r -> "this very package runs already")
            .or(() -> refusal(same));
    Plan plan =
        new Plan(
            id,
            operation,
            content.pluginId(),
            from,
            content.version(),
            Optional.of(content),
            steps(operation, from, content.version(), content.bundle(), sources, same),
            refreshed(same),
            sources,
            refusal,
            !content.signature().trusted(),
            clock.instant());
    return new Planned(
        plan,
        Optional.of(read),
        content.bundle(),
        origin,
        mark(content.pluginId(), content.bundle()));
  }

  Planned rollBack(String pluginId) throws PackageRefused, IOException {
    PluginRecord record =
        store
            .record(pluginId)
            .orElseThrow(
                () ->
                    new PackageRefused(
                        "there is no version of "
                            + pluginId
                            + " to go back to: it was not updated here"));
    if (record.previous().isEmpty()) {
      throw new PackageRefused(
          "there is no version of "
              + pluginId
              + " before "
              + record.current().content().version()
              + " any more");
    }
    PluginPackage now = record.current().content();
    PluginPackage then = record.previous().get(0).content();
    return simple(Operation.ROLLBACK, now, Optional.of(then));
  }

  /**
   * @param installed what is there now
   */
  Planned remove(PluginPackage installed) throws IOException {
    return simple(Operation.REMOVE, installed, Optional.empty());
  }

  private Planned simple(Operation operation, PluginPackage now, Optional<PluginPackage> then)
      throws IOException {
    List<Bundle> same = work.named(now.bundle());
    String to = then.map(PluginPackage::version).orElse("");
    List<String> sources = presence.sources(now.pluginId());
    Plan plan =
        new Plan(
            staging.newId(),
            operation,
            now.pluginId(),
            now.version(),
            to,
            then,
            steps(operation, now.version(), to, now.bundle(), sources, same),
            refreshed(same),
            sources,
            refusal(same),
            false,
            clock.instant());
    return new Planned(
        plan, Optional.empty(), now.bundle(), "", mark(now.pluginId(), now.bundle()));
  }

  private void noClash(PluginPackage content, Optional<PluginRecord> record) throws PackageRefused {
    String id = content.pluginId();
    if (record.isPresent() && !record.get().current().content().bundle().equals(content.bundle())) {
      throw new PackageRefused(
          "the plugin "
              + id
              + " is installed from the bundle "
              + record.get().current().content().bundle()
              + ", this one is "
              + content.bundle());
    }
    for (var plugin : presence.plugins()) {
      if (plugin.info().id().equals(id) && !plugin.bundle().equals(content.bundle())) {
        throw new PackageRefused(
            "the plugin id "
                + id
                + " is taken by the bundle "
                + plugin.bundle()
                + " "
                + plugin.version());
      }
    }
    for (Bundle bundle : work.named(content.bundle())) {
      boolean own =
          record.isPresent()
              || bundle.getLocation().equals(BundleWork.LOCATION + id)
              || presence.plugins().stream()
                  .anyMatch(p -> p.bundle().equals(content.bundle()) && p.info().id().equals(id));
      if (!own) {
        throw new PackageRefused(
            "the symbolic name "
                + content.bundle()
                + " is taken by an installed bundle ("
                + bundle.getBundleId()
                + ", "
                + bundle.getVersion()
                + ") that is not the plugin "
                + id);
      }
    }
  }

  private List<String> refreshed(List<Bundle> same) {
    return same.stream().flatMap(bundle -> work.refreshedWith(bundle).stream()).distinct().toList();
  }

  private Optional<String> refusal(List<Bundle> same) {
    List<String> refreshed = refreshed(same);
    if (!refreshed.isEmpty()) {
      return Optional.of(
          "it would refresh bundles besides the plugin's own: " + String.join(", ", refreshed));
    }
    if (same.size() > 1) {
      return Optional.of(
          "its bundle is installed "
              + same.size()
              + " times; run first: bundle:uninstall "
              + same.get(same.size() - 1).getBundleId());
    }
    return same.stream()
        .flatMap(bundle -> owners.of(bundle).stream())
        .filter(owner -> !owner.releasable())
        .map(owner -> "the plugin belongs to the " + owner.name() + "; " + owner.how())
        .findFirst();
  }

  private List<String> steps(
      Operation operation,
      String from,
      String to,
      String bundle,
      List<String> sources,
      List<Bundle> same) {
    List<String> steps = new ArrayList<>();
    if (operation != Operation.INSTALL && !sources.isEmpty()) {
      steps.add(
          "close "
              + String.join(", ", sources)
              + "; their ways in stay open and say \"try again\" meanwhile");
    }
    same.stream()
        .flatMap(b -> owners.of(b).stream())
        .filter(Owners.Owner::releasable)
        .forEach(
            owner -> steps.add("uninstall the " + owner.name() + ", whose only bundle this is"));
    switch (operation) {
      case INSTALL -> steps.add("install and start the bundle " + bundle + " " + to);
      case UPDATE, ROLLBACK ->
          steps.add(
              "change the bundle " + bundle + " from " + from + " to " + to + " and start it");
      case REMOVE -> steps.add("uninstall the bundle " + bundle + " " + from);
    }
    if (!sources.isEmpty()) {
      steps.add(
          operation == Operation.REMOVE
              ? "their configurations and bookmarks stay; they wait for a plugin"
              : "open " + String.join(", ", sources) + " with their bookmarks");
    }
    return steps;
  }

  /** Changes with everything that a plan rests on. */
  String mark(String pluginId, String bundle) throws IOException {
    StringBuilder mark = new StringBuilder(pluginId);
    store.record(pluginId).ifPresent(r -> mark.append(" slot ").append(r.current().slot()));
    for (Bundle one : work.named(bundle)) {
      mark.append(" bundle ").append(one.getBundleId()).append(' ').append(one.getLastModified());
    }
    return mark.toString();
  }
}
