package org.watchfloor.camel.alertbus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Signal;

/** The signals in a message's body: a signal, its documented JSON, or a list of either. */
final class SignalBody {
  private static final int MAX_SIGNALS = 10_000;
  private static final int MAX_JSON_BYTES = 16 << 20;

  private SignalBody() {}

  /**
   * @throws JsonFault naming the field of the JSON that is missing or wrong
   * @throws IllegalArgumentException if the body is something else
   */
  static List<Signal> read(@Nullable Object body) throws JsonFault {
    List<Signal> signals = new ArrayList<>();
    if (body instanceof List<?> list) {
      for (Object element : list) {
        addTo(signals, element);
      }
    } else {
      addTo(signals, body);
    }
    return signals;
  }

  private static void addTo(List<Signal> signals, @Nullable Object value) throws JsonFault {
    if (value instanceof Signal signal) {
      add(signals, signal);
    } else if (value instanceof String json) {
      addJson(signals, json.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] json) {
      addJson(signals, json);
    } else {
      throw new IllegalArgumentException(
          "body: a "
              + (value == null ? "null" : value.getClass().getName())
              + " is neither a Signal nor its JSON as String or byte[], nor a List of them");
    }
  }

  private static void addJson(List<Signal> signals, byte[] json) throws JsonFault {
    if (json.length > MAX_JSON_BYTES) {
      throw new IllegalArgumentException(
          "body: " + json.length + " bytes of JSON, at most " + MAX_JSON_BYTES);
    }
    JsonNode document = Json.parse(json);
    if (!document.isArray()) {
      add(signals, SignalJson.read(document));
      return;
    }
    for (int i = 0; i < document.size(); i++) {
      try {
        add(signals, SignalJson.read(document.get(i)));
      } catch (JsonFault e) {
        throw new JsonFault(
            "[" + i + "]" + (e.field().isEmpty() ? "" : "." + e.field()), e.reason());
      }
    }
  }

  private static void add(List<Signal> signals, Signal signal) {
    if (signals.size() == MAX_SIGNALS) {
      throw new IllegalArgumentException("body: more than " + MAX_SIGNALS + " signals");
    }
    signals.add(signal);
  }
}
