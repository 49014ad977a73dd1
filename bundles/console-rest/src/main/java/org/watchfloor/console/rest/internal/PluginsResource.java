package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.FormJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.PluginView;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.PluginReport;

/** Plugins: what is installed, what it uses, what went wrong, how it is configured. */
final class PluginsResource implements Resource {
  private final Parts parts;
  private final Looks looks;

  PluginsResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    return List.of(
        Route.get("/plugins", Need.of(Role.VIEWER), "Plugins with trust grade", this::list),
        Route.get("/plugins/{id}", admin, "All that is known of a plugin", this::one),
        Route.get("/plugins/{id}/form", admin, "What each of its sources is asked", this::form));
  }

  private Answer list(Call call) throws Problem {
    return Answer.items(all(), PluginsResource::write);
  }

  /** Without the part that installs, what runs is still shown. */
  private List<PluginView> all() throws Problem {
    Plugins installed = parts.plugins;
    return PluginView.all(
        parts.sources().plugins(), installed == null ? List.of() : installed.plugins());
  }

  static ObjectNode write(PluginView plugin) {
    ObjectNode node = Json.object();
    node.put("id", plugin.id());
    node.put("name", plugin.name());
    node.put("vendor", plugin.vendor());
    node.put("grade", plugin.grade());
    node.put("gradeMeaning", plugin.meaning());
    ArrayNode capabilities = node.putArray("capabilities");
    ArrayNode kinds = node.putArray("kinds");
    plugin
        .live()
        .ifPresent(
            live -> {
              live.info().capabilities().stream()
                  .sorted()
                  .map(Json::word)
                  .forEach(capabilities::add);
              live.info().kinds().forEach(kind -> kinds.add(kind.kind().name()));
            });
    node.put("bundle", plugin.bundle());
    node.put("version", plugin.version());
    node.put("sources", plugin.sources());
    node.put("quality", plugin.quality());
    node.put("isolated", plugin.isolated());
    plugin.managed().ifPresent(managed -> node.setAll(PluginJson.write(managed)));
    return node.put("running", plugin.running());
  }

  private Answer one(Call call) throws Problem {
    String id = call.path("id");
    PluginView plugin =
        all().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("plugin", id));
    looks.record(call.actor(), "plugin.view", id);
    ObjectNode node = write(plugin);
    plugin.managed().ifPresent(managed -> node.set("package", PluginJson.write(managed.content())));
    Optional<PluginReport> report =
        plugin.running() ? parts.reports().report(id) : Optional.empty();
    report.ifPresent(told -> put(node, told));
    ArrayNode sources = node.putArray("sourceStates");
    parts.sources().sources().stream()
        .filter(source -> source.pluginId().equals(id))
        .forEach(source -> sources.add(SourcesResource.write(source)));
    return Answer.json(node);
  }

  private static void put(ObjectNode node, PluginReport report) {
    node.set("usage", PluginJson.write(report.usage()));
    ArrayNode events = node.putArray("events");
    report.events().forEach(event -> events.add(PluginJson.write(event)));
    report.form().ifPresent(form -> node.set("form", FormJson.write(form)));
  }

  private Answer form(Call call) throws Problem {
    String id = call.path("id");
    ConfigForm form =
        parts
            .forms()
            .form(id)
            .orElseThrow(
                () ->
                    Problem.of(
                        404, "There is no plugin " + id + ", it does not run, or it has no form."));
    return Answer.json(FormJson.write(form));
  }
}
