package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.HttpMethod;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.json.Json;

/** The description of all routes, OpenAPI 3.1, made of the routes themselves. Immutable. */
final class OpenApi implements Resource {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  private final byte[] document;

  OpenApi(List<Route> others) {
    List<Route> all = new java.util.ArrayList<>(others);
    all.addAll(routes());
    document = Json.bytes(describe(all));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            HttpMethod.GET,
            "/api/openapi.json",
            Need.NOBODY,
            "This description",
            call -> new Answer.Ready(200, Route.JSON, document, java.util.Map.of())));
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
      body.put("description", "At most " + route.input().maxBytes() + " bytes.");
      ObjectNode content = body.putObject("content");
      route.input().types().forEach(content::putObject);
    }
    responses(node.putObject("responses"), route);
    return node;
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
