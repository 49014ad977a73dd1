package org.watchfloor.plugin.plate.dahua.internal;

import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.MalformedMessage;

/**
 * One event, whichever of the two forms it came in. Immutable.
 *
 * @param code for instance {@code TrafficJunction}
 * @param action {@code Pulse}, {@code Start}, {@code Stop} or {@code State}
 * @param index of the channel, from 0
 * @param fields of its data by their path, {@code TrafficCar.PlateNumber}; members of arrays not
 *     among them
 */
record Event(String code, String action, String index, Map<String, String> fields) {
  Event {
    fields = Map.copyOf(fields);
  }

  /** Without spaces around it; empty where there is none. */
  String text(String path) {
    return fields.getOrDefault(path, "").strip();
  }

  /** Empty where there is none, or something else. */
  Optional<Double> number(String path) {
    try {
      double number = Double.parseDouble(text(path));
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  MalformedMessage fault(String path, String reason) {
    return new MalformedMessage(path, reason);
  }
}
