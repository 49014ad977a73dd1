package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.config.ConfigurationRefused;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.json.FormJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;

/** What sources are configured with: read, written, tried; and their release from quarantine. */
final class ConfigurationsResource implements Resource {
  /** A file in {@code etc} that the platform takes for a source, and no path. */
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");

  /** Of one configuration; templates and scripts have their own files. */
  private static final int MAX_BYTES = 256 << 10;

  private static final int MAX_KEYS = 500;
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  /** Until a source that hung was given up and closed as well. */
  private static final long PATIENCE_SECONDS = 45;

  private final Parts parts;
  private final Looks looks;

  ConfigurationsResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    String path = "/sources/{id}/configuration";
    Input body = Input.json(MAX_BYTES);
    return List.of(
        Route.get(path, admin, "Values as in the file, without passwords", this::read),
        Route.put(path, admin, "Writes the file, which makes or changes the source", this::write)
            .taking(body),
        Route.delete(path, admin, "Removes the file and with it the source", this::remove),
        Route.post("/sources/{id}/test", admin, "Opens it without keeping it", this::test)
            .taking(body),
        Route.post("/sources/{id}/release", admin, "Ends its quarantine", this::release)
            .answering(202, Route.JSON));
  }

  private Answer read(Call call) throws Exception {
    String id = id(call);
    looks.record(call.actor(), "source-configuration.view", id);
    return Answer.json(shown(id));
  }

  private ObjectNode shown(String id) throws Problem, IOException {
    Map<String, String> values =
        parts
            .configurations()
            .read(id)
            .orElseThrow(() -> Problem.notFound("configuration of a source", id));
    ObjectNode node = Json.object().put("id", id);
    ObjectNode shown = node.putObject("values");
    new TreeMap<>(values).forEach(shown::put);
    return node;
  }

  private Answer write(Call call) throws Exception {
    String id = id(call);
    Map<String, String> values = values(call.json(), "");
    SourceConfigurations configurations = parts.configurations();
    looks.always(
        call.actor(),
        "source-configuration.write",
        id,
        Map.of("keys", String.join(" ", values.keySet())));
    try {
      Call.checked(
          () -> {
            configurations.write(id, values);
            return id;
          });
    } catch (ConfigurationRefused e) {
      looks.failed(
          call.actor(),
          "source-configuration.write",
          id,
          "wrong: " + String.join(" ", new TreeMap<>(e.faults()).keySet()));
      throw refused(e.faults());
    }
    return Answer.json(shown(id));
  }

  private static Problem refused(Map<String, String> faults) {
    List<Problem.FieldError> errors = new ArrayList<>();
    new TreeMap<>(faults).forEach((key, reason) -> errors.add(new Problem.FieldError(key, reason)));
    return errors.isEmpty()
        ? Problem.of(422, "The configuration cannot be taken.")
        : Problem.unprocessable(errors);
  }

  private Answer remove(Call call) throws Exception {
    String id = id(call);
    SourceConfigurations configurations = parts.configurations();
    if (configurations.read(id).isEmpty()) {
      throw Problem.notFound("configuration of a source", id);
    }
    looks.always(call.actor(), "source-configuration.remove", id);
    if (!configurations.remove(id)) {
      throw Problem.notFound("configuration of a source", id);
    }
    return Answer.empty(204);
  }

  private Answer test(Call call) throws Exception {
    String id = id(call);
    JsonNode body = call.json();
    SourceConfigurations configurations = parts.configurations();
    SourceForms forms = parts.forms();
    String plugin = id.substring(0, id.indexOf('~'));
    if (forms.form(plugin).isEmpty()) {
      throw Problem.of(409, plugin + " is not running, so that nothing can be tried with it.");
    }
    Map<String, String> given =
        body.has("values")
            ? values(body.get("values"), "values")
            : configurations
                .read(id)
                .orElseThrow(() -> Problem.field("values", "is missing, and there is no file"));
    Map<String, String> tried = configurations.complete(id, given);
    looks.always(call.actor(), "source.test", id);
    Map<String, String> faults = forms.faults(plugin, tried);
    if (!faults.isEmpty()) {
      throw refused(faults);
    }
    return new Answer.Later(
        forms
            .test(plugin, tried, DEADLINE)
            .toCompletableFuture()
            .copy() // a timeout of this answer is none of the test
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .thenApply(result -> Answer.json(FormJson.write(result))));
  }

  private Answer release(Call call) throws Problem {
    String id = call.path("id");
    SourceRegistry sources = parts.sources();
    SourceInfo source = sources.source(id).orElseThrow(() -> Problem.notFound("source", id));
    if (source.state() != SourceState.QUARANTINED) {
      throw Problem.of(409, id + " is " + Json.word(source.state()) + ", not quarantined.");
    }
    looks.always(call.actor(), "source.release", id);
    if (!sources.restart(id)) {
      throw Problem.notFound("source", id);
    }
    return Answer.json(202, Json.object().put("id", id));
  }

  private static String id(Call call) throws Problem {
    String id = call.path("id");
    if (!SOURCE_ID.matcher(id).matches()) {
      throw Problem.field("id", "is not <plugin id>~<name> of letters, digits, . _ : -");
    }
    return id;
  }

  /**
   * @param at where the object stands in the body
   */
  private static Map<String, String> values(JsonNode object, String at) throws Problem {
    if (!object.isObject()) {
      throw Problem.field(at, "is no JSON object of texts by key");
    }
    if (object.size() > MAX_KEYS) {
      throw Problem.field(at, "has more than " + MAX_KEYS + " keys");
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getValue().isTextual()) {
        String dot = at.isEmpty() ? "" : ".";
        throw Problem.field(at + dot + entry.getKey(), "is no text; every value is one");
      }
      values.put(entry.getKey(), entry.getValue().textValue());
    }
    return values;
  }
}
