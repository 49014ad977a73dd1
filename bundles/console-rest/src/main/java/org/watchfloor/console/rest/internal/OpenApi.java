package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.HttpMethod;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * The description of all routes, OpenAPI 3.1, made of the routes themselves and of the kinds that
 * there are at the time it is asked for. Thread-safe.
 */
final class OpenApi implements Resource {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** The document for some kinds; it is asked for more often than kinds come and go. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Made(List<KindDescriptor> kinds, byte[] document) {}

  private final Parts parts;
  private final ObjectNode routes;
  private volatile Made made;

  OpenApi(List<Route> others, Parts parts) {
    this.parts = parts;
    List<Route> all = new java.util.ArrayList<>(others);
    all.addAll(routes());
    this.routes = describe(all);
    this.made = make(List.of());
  }

  private byte[] document() {
    SourceRegistry sources = parts.sources;
    List<KindDescriptor> kinds = sources == null ? made.kinds() : sources.kinds();
    Made now = made;
    if (!now.kinds().equals(kinds)) {
      now = make(List.copyOf(kinds));
      made = now;
    }
    return now.document();
  }

  private Made make(List<KindDescriptor> kinds) {
    ObjectNode root = routes.deepCopy();
    ObjectNode schemas = root.withObjectProperty("components").withObjectProperty("schemas");
    schemas.set("Signal", SignalSchema.of(kinds));
    kinds.stream()
        .filter(KindSchemas::has)
        .forEach(kind -> schemas.set(KindSchemas.name(kind), KindSchemas.component(kind)));
    return new Made(kinds, Json.bytes(root));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            HttpMethod.GET,
            "/api/openapi.json",
            Need.NOBODY,
            "This description",
            call -> new Answer.Ready(200, Route.JSON, document(), java.util.Map.of())));
  }

  private static ObjectNode describe(List<Route> routes) {
    ObjectNode root = Json.object();
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", "Watchfloor").put("version", "1");
    ObjectNode paths = root.putObject("paths");
    for (Route route : routes) {
      String method = route.method().name().toLowerCase(Locale.ROOT);
      paths.withObjectProperty(route.path()).set(method, operation(route));
    }
    signals(paths);
    ObjectNode components = root.putObject("components");
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("token").put("type", "http").put("scheme", "bearer");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", Gate.COOKIE)
        .put("description", "Changes need the header " + Gate.CSRF_HEADER + " as well.");
    components.putObject("schemas").set("Problem", problem());
    return root;
  }

  /** The one body whose schema depends on the plugins that are installed. */
  private static void signals(ObjectNode paths) {
    JsonNode taken = paths.at("/~1api~1v1~1signals/post/requestBody/content/application~1json");
    if (taken instanceof ObjectNode body) {
      ArrayNode either = body.putObject("schema").putArray("oneOf");
      either.addObject().put("$ref", "#/components/schemas/Signal");
      either
          .addObject()
          .put("type", "array")
          .put("maxItems", 1_000)
          .putObject("items")
          .put("$ref", "#/components/schemas/Signal");
    }
  }

  private static ObjectNode operation(Route route) {
    ObjectNode node = Json.object();
    node.put("summary", route.summary());
    ArrayNode security = node.putArray("security");
    if (route.need().signedIn()) {
      if (!route.need().anyOf().isEmpty()) {
        node.put("description", "Role: " + route.need().words() + ".");
      }
      security.addObject().putArray("token");
      security.addObject().putArray("session");
    }
    ArrayNode parameters = node.putArray("parameters");
    Matcher names = PARAMETER.matcher(route.path());
    while (names.find()) {
      parameter(parameters, names.group(1), "path").put("required", true);
    }
    route.query().forEach(name -> parameter(parameters, name, "query"));
    if (!route.input().none()) {
      ObjectNode body = node.putObject("requestBody").put("required", true);
      body.put("description", limits(route.input()));
      ObjectNode content = body.putObject("content");
      route.input().types().forEach(content::putObject);
    }
    responses(node.putObject("responses"), route);
    return node;
  }

  private static String limits(Input input) {
    String files =
        input.fileTypes().isEmpty() ? "" : "; as a file at most " + input.maxFileBytes() + " bytes";
    return "At most " + input.maxBytes() + " bytes" + files + ".";
  }

  private static ObjectNode parameter(ArrayNode parameters, String name, String in) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
    parameter.putObject("schema").put("type", "string");
    return parameter;
  }

  private static void responses(ObjectNode responses, Route route) {
    ObjectNode good = responses.putObject(String.valueOf(route.status()));
    good.put("description", route.summary());
    if (!route.output().isEmpty()) {
      good.putObject("content").putObject(route.output());
    }
    ObjectNode bad = responses.putObject("default").put("description", "RFC 9457");
    bad.putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
  }

  private static ObjectNode problem() {
    ObjectNode node = Json.object().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    for (String name : List.of("type", "title", "detail", "instance")) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    ObjectNode errors = properties.putObject("errors").put("type", "array");
    ObjectNode error = errors.putObject("items").put("type", "object").putObject("properties");
    error.putObject("field").put("type", "string");
    error.putObject("reason").put("type", "string");
    return node;
  }
}
