package org.watchfloor.core.api.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.plugin.api.plugin.TrustGrade;

/**
 * A plugin as the two parts of the center know it that need not agree: one that is installed may
 * not run, and without the part that installs one that runs is still there.
 *
 * @param live what runs; empty for one that does not
 * @param managed what is installed; empty where that is not known
 */
public record PluginView(
    String id, Optional<InstalledPlugin> live, Optional<ManagedPlugin> managed) {

  /**
   * All by id.
   *
   * @param installed empty where the part that installs is away
   */
  public static List<PluginView> all(List<InstalledPlugin> running, List<ManagedPlugin> installed) {
    Map<String, PluginView> views = new TreeMap<>();
    for (InstalledPlugin plugin : running) {
      String id = plugin.info().id();
      views.put(id, new PluginView(id, Optional.of(plugin), Optional.empty()));
    }
    for (ManagedPlugin plugin : installed) {
      String id = plugin.content().pluginId();
      Optional<InstalledPlugin> live = Optional.ofNullable(views.get(id)).flatMap(PluginView::live);
      views.put(id, new PluginView(id, live, Optional.of(plugin)));
    }
    return List.copyOf(views.values());
  }

  public String name() {
    return live.map(plugin -> plugin.info().name())
        .or(() -> managed.map(plugin -> plugin.content().name()))
        .orElse("");
  }

  /** Of the devices where it runs, otherwise who published the package. */
  public String vendor() {
    return live.map(plugin -> plugin.info().vendor())
        .or(() -> managed.map(plugin -> plugin.content().publisher()))
        .orElse("");
  }

  public String bundle() {
    return live.map(InstalledPlugin::bundle)
        .or(() -> managed.map(plugin -> plugin.content().bundle()))
        .orElse("");
  }

  public String version() {
    return live.map(InstalledPlugin::version)
        .or(() -> managed.map(plugin -> plugin.content().version()))
        .orElse("");
  }

  public String quality() {
    return live.map(InstalledPlugin::quality)
        .or(() -> managed.map(plugin -> plugin.content().quality()))
        .orElse("");
  }

  public boolean isolated() {
    return live.map(InstalledPlugin::isolated)
        .or(() -> managed.map(plugin -> plugin.content().isolated()))
        .orElse(false);
  }

  /** Whether its service is there, which is more than that its bundle is active. */
  public boolean running() {
    return live.isPresent();
  }

  public String grade() {
    return live.map(plugin -> plugin.info().grade().name())
        .or(() -> managed.map(plugin -> plugin.content().grade()))
        .orElse("");
  }

  public String meaning() {
    String grade = grade();
    for (TrustGrade known : TrustGrade.values()) {
      if (known.name().equals(grade)) {
        return known.meaning();
      }
    }
    return "";
  }

  public int sources() {
    return live.map(InstalledPlugin::sources).orElse(0);
  }

  public String trouble() {
    return managed.map(ManagedPlugin::trouble).orElse("");
  }
}
