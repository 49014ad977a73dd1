package org.watchfloor.camel.routes.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Says what a route may not do, before Camel reads it: look classes up by name, run scripts, or
 * build an address or a call from what a message says. A message comes from outside, and with any
 * of these its sender would decide what the center does. Immutable.
 */
final class RouteLint {
  /** What a file may hold at its top. */
  private static final Set<String> TOP =
      Set.of("route", "from", "routeTemplate", "templatedRoute", "onException", "errorHandler");

  /** Steps that run code by name, or send where a message says. */
  private static final Set<String> REFUSED =
      Set.of(
          "bean",
          "beans",
          "beanType",
          "claimCheck",
          "customDataFormat",
          "customLoadBalancer",
          "dynamicRouter",
          "enrich",
          "groovy",
          "java",
          "joor",
          "js",
          "kamelet",
          "language",
          "method",
          "mvel",
          "ognl",
          "pollEnrich",
          "process",
          "python",
          "recipientList",
          "routingSlip",
          "script",
          "serviceCall",
          "spel",
          "templateBean",
          "toD",
          "unmarshalType",
          "unmarshalTypeName",
          "wasm",
          "xquery",
          "xslt");

  private static final Set<String> ADDRESSES =
      Set.of("uri", "from", "to", "wireTap", "deadLetterUri", "failureUri");

  /** The functions of the simple language that read and call nothing. */
  private static final Pattern FUNCTION =
      Pattern.compile(
          "body|bodyAs\\(String\\)|bodyOneLine|headers?\\.[A-Za-z0-9_-]+|headers?\\[[A-Za-z0-9_-]+]"
              + "|(exchangeProperty|variable)\\.[A-Za-z0-9_-]+|exchangeId|routeId|fromRouteId|uuid"
              + "|exception\\.message|date:now(:[A-Za-z0-9 :'./-]+)?|date-with-timezone:now:[^{}]+"
              + "|random\\([0-9, ]+\\)|null|empty|file:(name|onlyname|size|modified)");

  private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);
  private static final Pattern SIMPLE = Pattern.compile("\\$(?:simple)?\\{([^}]*)}?");

  private final Set<String> schemes;

  /**
   * @param schemes of the components that a route may use
   */
  RouteLint(Set<String> schemes) {
    this.schemes = new TreeSet<>(schemes);
  }

  /**
   * @throws RouteFault naming line, column and reason of the first thing that is not allowed
   */
  void check(String yaml) throws RouteFault {
    Node root = parse(yaml);
    if (!(root instanceof SequenceNode list)) {
      throw fault(root, "a file of routes is a list: begin with \"- route:\"");
    }
    for (Node item : list.getValue()) {
      if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
        throw fault(item, "is none of " + String.join(", ", new TreeSet<>(TOP)));
      }
      String key = text(mapping.getValue().get(0).getKeyNode());
      if (!TOP.contains(camelCase(key))) {
        throw fault(item, "\"" + key + "\" is none of " + String.join(", ", new TreeSet<>(TOP)));
      }
      walk(item);
    }
  }

  private static Node parse(String yaml) throws RouteFault {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.orElseThrow(() -> new RouteFault("the file is empty"));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      String problem = String.valueOf(e.getProblem());
      throw mark.isPresent()
          ? new RouteFault(mark.get().getLine() + 1, mark.get().getColumn() + 1, problem)
          : new RouteFault(problem);
    } catch (YamlEngineException | StackOverflowError e) {
      throw new RouteFault("is no YAML: " + e.getMessage());
    }
  }

  private void walk(Node node) throws RouteFault {
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        walk(item);
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        entry(entry.getKeyNode(), entry.getValueNode());
      }
    } else if (node instanceof ScalarNode) {
      functions(node);
    }
  }

  private void entry(Node keyNode, Node value) throws RouteFault {
    String key = camelCase(text(keyNode));
    if (REFUSED.contains(key)) {
      throw fault(
          keyNode,
          "\"" + key + "\" is not allowed in a route of the center; write a plugin for it");
    }
    if (ADDRESSES.contains(key) && value instanceof ScalarNode) {
      address(value);
    }
    walk(value);
  }

  private void address(Node value) throws RouteFault {
    Matcher scheme = SCHEME.matcher(text(value));
    if (!scheme.matches()) {
      throw fault(value, "an address begins with its scheme, for instance alertbus:submit");
    }
    if (!schemes.contains(scheme.group(1))) {
      throw fault(
          value,
          "the scheme \""
              + scheme.group(1)
              + "\" is none of "
              + String.join(", ", schemes)
              + " (etc/org.watchfloor.routes.cfg, schemes)");
    }
  }

  private static void functions(Node node) throws RouteFault {
    Matcher functions = SIMPLE.matcher(text(node));
    while (functions.find()) {
      String function = functions.group(1).trim();
      if (!FUNCTION.matcher(function).matches()) {
        throw fault(node, "${" + function + "} is not allowed: it could call code");
      }
    }
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Camel takes {@code route-template} for {@code routeTemplate}. */
  static String camelCase(String key) {
    StringBuilder name = new StringBuilder();
    for (String word : List.of(key.split("-"))) {
      name.append(
          name.isEmpty() || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static RouteFault fault(Node node, String reason) {
    Optional<Mark> mark = node.getStartMark();
    return mark.isPresent()
        ? new RouteFault(mark.get().getLine() + 1, mark.get().getColumn() + 1, reason)
        : new RouteFault(reason);
  }
}
