package org.watchfloor.camel.alertbus.internal;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.journal.EntryType;

/**
 * The {@code alertbus:} component of one CamelContext: {@code alertbus:submit} hands signals in,
 * {@code alertbus:subscribe?name=…} reads the journal from a cursor. Options are read by hand, so
 * that nothing is looked up by class name.
 */
public final class AlertBusComponent extends DefaultComponent {
  /** The bus delivers no more than that at once. */
  private static final int MAX_IN_FLIGHT = 500;

  private final Core core;

  AlertBusComponent(Core core) {
    this.core = core;
  }

  /** For contexts outside a container, where the core's services never change. */
  public AlertBusComponent(Ingest ingest, AlertBus bus) {
    this(new Core());
    core.ingest(ingest);
    core.bus(bus);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return switch (remaining) {
      case "submit" ->
          new SubmitEndpoint(
              uri,
              this,
              core,
              text(parameters, "source", ""),
              flag(parameters, "failOnRefusal", true));
      case "subscribe" ->
          new SubscribeEndpoint(uri, this, core, subscription(parameters), inFlight(parameters));
      default ->
          throw new IllegalArgumentException(
              "alertbus:" + remaining + " is neither alertbus:submit nor alertbus:subscribe");
    };
  }

  private Subscription subscription(Map<String, Object> parameters) {
    String name = text(parameters, "name", "");
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "name: alertbus:subscribe needs ?name=, under which its place in the journal is kept");
    }
    Filter filter =
        new Filter(types(text(parameters, "types", "")), words(text(parameters, "kinds", "")));
    return Subscription.durable(name, filter);
  }

  private static int inFlight(Map<String, Object> parameters) {
    String text = text(parameters, "inFlight", "1");
    int value = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "inFlight: \"" + text + "\" is not within 1 to " + MAX_IN_FLIGHT);
    }
    return value;
  }

  private static Set<EntryType> types(String list) {
    Set<EntryType> types = new LinkedHashSet<>();
    for (String word : words(list)) {
      types.add(type(word));
    }
    return types.isEmpty() ? Filter.ALL.types() : types;
  }

  private static EntryType type(String word) {
    for (EntryType type : EntryType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("types: \"" + word + "\" is none of signal, alert, change");
  }

  private static Set<String> words(String list) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : list.split(",", -1)) {
      if (!word.isBlank()) {
        words.add(word.trim());
      }
    }
    return words;
  }

  private static boolean flag(Map<String, Object> parameters, String name, boolean fallback) {
    String text = text(parameters, name, String.valueOf(fallback));
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(name + ": \"" + text + "\" is neither true nor false");
    }
    return text.equals("true");
  }

  private static String text(Map<String, Object> parameters, String name, String fallback) {
    @Nullable Object value = parameters.remove(name);
    return value == null ? fallback : value.toString();
  }
}
