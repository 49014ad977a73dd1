package org.watchfloor.core.plugins.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * Headers of a bundle's manifest, OSGi Core 8, section 3.2.3: clauses between commas, each with
 * paths and parameters between semicolons.
 */
final class Headers {
  private static final int MAX_LENGTH = 256 * 1024;

  private Headers() {}

  /**
   * @param path package, or whatever the header lists
   * @param parameters attributes by name, directives by name with a colon at its end
   */
  record Clause(String path, Map<String, String> parameters) {}

  static List<Clause> parse(String header, String value) throws PackageRefused {
    List<Clause> clauses = new ArrayList<>();
    if (value.length() > MAX_LENGTH) {
      throw new PackageRefused(header + " is longer than " + MAX_LENGTH + " characters");
    }
    for (String clause : split(header, value, ',')) {
      List<String> paths = new ArrayList<>();
      Map<String, String> parameters = new LinkedHashMap<>();
      for (String part : split(header, clause, ';')) {
        int equals = unquoted(part, '=');
        if (equals < 0) {
          paths.add(part);
        } else {
          parameter(part, equals, parameters);
        }
      }
      paths.forEach(path -> clauses.add(new Clause(path, parameters)));
    }
    return clauses;
  }

  private static void parameter(String part, int equals, Map<String, String> parameters) {
    boolean directive = equals > 0 && part.charAt(equals - 1) == ':';
    String name = part.substring(0, directive ? equals - 1 : equals).strip();
    int type = name.indexOf(':');
    String value = part.substring(equals + 1).strip();
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    parameters.put((type < 0 ? name : name.substring(0, type)) + (directive ? ":" : ""), value);
  }

  private static int unquoted(String text, char wanted) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String header, String text, char separator)
      throws PackageRefused {
    List<String> parts = new ArrayList<>();
    if (text.isBlank()) {
      return parts;
    }
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || (text.charAt(i) == separator && !quoted)) {
        String part = text.substring(from, i).strip();
        if (part.isEmpty()) {
          throw new PackageRefused(header + " in the bundle's manifest has an empty clause");
        }
        parts.add(part);
        from = i + 1;
      } else if (text.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    if (quoted) {
      throw new PackageRefused(header + " in the bundle's manifest has a quote that never ends");
    }
    return parts;
  }
}
