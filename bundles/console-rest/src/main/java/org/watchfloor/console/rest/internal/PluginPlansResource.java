package org.watchfloor.console.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/** Plans: what an operation on a plugin would do, and then the deed. */
final class PluginPlansResource implements Resource {
  private static final int MAX_NAME = 200;

  /** What an administrator asks for. */
  @FunctionalInterface
  private interface Planning {
    Plan of(Plugins plugins) throws PackageRefused, IOException;
  }

  private final Parts parts;
  private final Looks looks;
  private final long maxFileBytes;

  PluginPlansResource(Parts parts, Looks looks, long maxFileBytes) {
    this.parts = parts;
    this.looks = looks;
    this.maxFileBytes = maxFileBytes;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    Input small = Input.json(16 << 10);
    return List.of(
        Route.get("/plugin-plans", admin, "Plans that wait, newest first", this::list),
        Route.post("/plugin-plans", admin, "What a package or address would do", this::plan)
            .query("name")
            .taking(small.orFile(maxFileBytes, "application/octet-stream", "application/zip"))
            .answering(201, Route.JSON),
        Route.post("/plugins/{id}/rollback-plan", admin, "What going back would do", this::back)
            .answering(201, Route.JSON),
        Route.post("/plugins/{id}/remove-plan", admin, "What removing would do", this::remove)
            .answering(201, Route.JSON),
        Route.post("/plugin-plans/{id}/carry-out", admin, "Does what a plan says", this::carryOut)
            .taking(small),
        Route.delete("/plugin-plans/{id}", admin, "Forgets a plan", this::forget));
  }

  private Answer list(Call call) throws Problem {
    return Answer.items(parts.plugins().waiting(), PluginJson::write);
  }

  private Answer plan(Call call) throws Exception {
    Optional<Path> file = call.file();
    if (file.isPresent()) {
      String name = name(call);
      return planned(call, name, plugins -> plan(plugins, file.get(), name));
    }
    String address = call.object().text("address");
    return planned(call, address, plugins -> plugins.plan(address));
  }

  /** Only for people: what comes before the last slash is of no use here. */
  private static String name(Call call) throws Problem {
    String name = call.query().text("name").orElse("upload");
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    if (last.isBlank()
        || last.length() > MAX_NAME
        || last.chars().anyMatch(Character::isISOControl)) {
      throw Problem.field("name", "is no name of a file with at most " + MAX_NAME + " characters");
    }
    return last;
  }

  private static Plan plan(Plugins plugins, Path file, String name)
      throws PackageRefused, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return plugins.plan(in, name);
    }
  }

  private Answer back(Call call) throws Exception {
    String id = known(call);
    return planned(call, id, plugins -> plugins.planRollback(id));
  }

  private Answer remove(Call call) throws Exception {
    String id = known(call);
    return planned(call, id, plugins -> plugins.planRemove(id));
  }

  private String known(Call call) throws Problem {
    String id = call.path("id");
    if (parts.plugins().plugin(id).isEmpty()) {
      throw Problem.notFound("plugin", id);
    }
    return id;
  }

  private Answer planned(Call call, String what, Planning planning) throws Exception {
    Plugins plugins = parts.plugins();
    looks.always(call.actor(), "plugin.plan", what);
    return Answer.json(201, PluginJson.write(planning.of(plugins)));
  }

  private Answer carryOut(Call call) throws Exception {
    JsonFields fields = call.object();
    boolean consent = fields.optionalFlag("consent").orElse(false);
    Plugins plugins = parts.plugins();
    Plan plan = waiting(plugins, call.path("id"));
    if (plan.refusal().isPresent()) {
      throw Problem.of(422, plan.refusal().get());
    }
    if (plan.needsConsent() && !consent) {
      throw Problem.unprocessable(
          List.of(
              new Problem.FieldError(
                  "consent",
                  "must be true: no publisher that this center trusts has signed the package")));
    }
    String action = "plugin." + Json.word(plan.operation());
    looks.always(call.actor(), action, plan.pluginId(), facts(plan));
    try {
      ManagedPlugin done = plugins.carryOut(plan.id(), consent, call.actor().name());
      return Answer.json(
          PluginJson.write(done)
              .put("id", done.content().pluginId())
              .put("version", done.content().version()));
    } catch (PackageRefused e) {
      String reason = String.valueOf(e.getMessage());
      looks.failed(call.actor(), action, plan.pluginId(), reason);
      throw Problem.of(changed(plugins, plan) ? 409 : 422, reason);
    }
  }

  private static Map<String, String> facts(Plan plan) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plan", plan.id());
    facts.put("from", plan.from());
    facts.put("to", plan.to());
    plan.content()
        .ifPresent(
            content -> {
              facts.put("sha256", content.sha256());
              facts.put("signature", Json.word(content.signature()));
            });
    facts.put("consent", String.valueOf(plan.needsConsent()));
    return facts;
  }

  /** Whether another version runs now than the plan is for, or somebody else carried it out. */
  private static boolean changed(Plugins plugins, Plan plan) {
    String now =
        plugins.plugin(plan.pluginId()).map(plugin -> plugin.content().version()).orElse("");
    boolean waits = plugins.waiting().stream().anyMatch(other -> other.id().equals(plan.id()));
    return !now.equals(plan.from()) || !waits;
  }

  private Answer forget(Call call) throws Problem {
    Plugins plugins = parts.plugins();
    Plan plan = waiting(plugins, call.path("id"));
    looks.always(call.actor(), "plugin.reject", plan.pluginId());
    if (!plugins.forget(plan.id())) {
      throw Problem.notFound("plan", plan.id());
    }
    return Answer.empty(204);
  }

  private static Plan waiting(Plugins plugins, String id) throws Problem {
    return plugins.waiting().stream()
        .filter(plan -> plan.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("plan", id));
  }
}
