package org.watchfloor.camel.routes.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Says with line and column which template or parameter a file names wrongly; Camel would name the
 * template alone. Reads what {@link RouteLint} has let pass. Stateless.
 */
final class TemplateLint {
  private TemplateLint() {}

  /**
   * @param templates the files that hold templates
   * @throws RouteFault for the first template that is none, and for the first parameter that is
   *     unknown, empty or missing
   */
  static void check(String yaml, Collection<String> templates) throws RouteFault {
    Map<String, Map<String, Boolean>> known = new TreeMap<>();
    for (String file : templates) {
      collect(file, known);
    }
    collect(yaml, known);
    for (Node item : items(yaml)) {
      Node use = child(item, "templatedRoute");
      if (use != null) {
        use(use, known);
      }
    }
  }

  /** By template, each parameter and whether it must be given. */
  private static void collect(String yaml, Map<String, Map<String, Boolean>> known) {
    for (Node item : items(yaml)) {
      Node template = child(item, "routeTemplate");
      if (template != null) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (Node parameter : list(child(template, "parameters"))) {
          boolean optional =
              child(parameter, "defaultValue") != null
                  || text(child(parameter, "required")).equals("false");
          parameters.put(text(child(parameter, "name")), !optional);
        }
        known.put(text(child(template, "id")), parameters);
      }
    }
  }

  private static void use(Node use, Map<String, Map<String, Boolean>> known) throws RouteFault {
    Node reference = child(use, "routeTemplateRef");
    if (reference == null) {
      throw fault(use, "routeTemplateRef: is missing; it names one of " + known.keySet());
    }
    Map<String, Boolean> parameters = known.get(text(reference));
    if (parameters == null) {
      throw fault(
          reference, "routeTemplateRef: \"" + text(reference) + "\" is none of " + known.keySet());
    }
    Map<String, Node> given = new HashMap<>();
    for (Node parameter : list(child(use, "parameters"))) {
      given(parameter, parameters, given);
    }
    for (Map.Entry<String, Boolean> parameter : parameters.entrySet()) {
      if (parameter.getValue() && !given.containsKey(parameter.getKey())) {
        throw fault(use, text(reference) + " needs the parameter \"" + parameter.getKey() + "\"");
      }
    }
  }

  private static void given(
      Node parameter, Map<String, Boolean> parameters, Map<String, Node> given) throws RouteFault {
    Node name = child(parameter, "name");
    if (name == null) {
      throw fault(parameter, "a parameter has a name and a value");
    }
    Boolean required = parameters.get(text(name));
    if (required == null) {
      throw fault(name, "\"" + text(name) + "\" is none of " + new TreeSet<>(parameters.keySet()));
    }
    Node value = child(parameter, "value");
    if (value == null || (required && text(value).isBlank())) {
      throw fault(name, "\"" + text(name) + "\" needs a value");
    }
    if (given.put(text(name), value) != null) {
      throw fault(name, "\"" + text(name) + "\" is given twice");
    }
  }

  private static Iterable<Node> items(String yaml) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    return list(new Compose(settings).composeString(yaml).orElse(null));
  }

  private static Iterable<Node> list(@Nullable Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** Of a mapping; Camel takes {@code route-template} for {@code routeTemplate}. */
  private static @Nullable Node child(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (RouteLint.camelCase(text(entry.getKeyNode())).equals(key)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static RouteFault fault(Node node, String reason) {
    Optional<Mark> mark = node.getStartMark();
    return mark.isPresent()
        ? new RouteFault(mark.get().getLine() + 1, mark.get().getColumn() + 1, reason)
        : new RouteFault(reason);
  }
}
