package org.watchfloor.console.rest.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
public final class Router {
  /** A route and the values of its template's parameters. */
  public record Match(Route route, Map<String, String> parameters) {
    public Match {
      parameters = Map.copyOf(parameters);
    }
  }

  private record Row(String[] segments, Route route) {}

  private final List<Row> rows;

  public Router(List<Route> routes) {
    rows =
        routes.stream()
            .map(route -> new Row(route.path().split("/", -1), route))
            // a literal segment wins over a parameter
            .sorted(java.util.Comparator.comparingInt(row -> parameters(row.segments)))
            .toList();
  }

  private static int parameters(String[] segments) {
    return (int) Arrays.stream(segments).filter(Router::isParameter).count();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /**
   * @param path as it stands in the request line, percent-encoded, without the query
   * @throws Problem 404 if no route has the path, 405 if none of those has the method
   */
  public Match find(String method, String path) throws Problem {
    String[] segments = decode(path);
    List<Row> found = new ArrayList<>();
    for (Row row : rows) {
      if (matches(row.segments, segments)) {
        found.add(row);
      }
    }
    if (found.isEmpty()) {
      throw Problem.of(404, "Nothing is here; GET /api/openapi.json lists what there is.");
    }
    for (Row row : found) {
      boolean head = method.equals("HEAD") && row.route.method() == HttpMethod.GET;
      if (row.route.method().name().equals(method) || head && !row.route.endless()) {
        return new Match(row.route, values(row.segments, segments));
      }
    }
    throw notAllowed(found);
  }

  private static Problem notAllowed(List<Row> found) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Row row : found) {
      allowed.add(row.route.method().name());
      if (row.route.method() == HttpMethod.GET && !row.route.endless()) {
        allowed.add("HEAD");
      }
    }
    String list = String.join(", ", allowed);
    return Problem.of(405, "Only " + list + " can be done here.").header("Allow", list);
  }

  private static String[] decode(String path) throws Problem {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      try {
        // the decoder takes + for a blank, which it is in a query but not in a path
        segments[i] = URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw Problem.of(400, "The path is not percent-encoded as RFC 3986 says.");
      }
    }
    return segments;
  }

  private static boolean matches(String[] template, String[] segments) {
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      boolean same =
          isParameter(template[i]) ? !segments[i].isEmpty() : template[i].equals(segments[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> values(String[] template, String[] segments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < template.length; i++) {
      if (isParameter(template[i])) {
        values.put(template[i].substring(1, template[i].length() - 1), segments[i]);
      }
    }
    return values;
  }
}
