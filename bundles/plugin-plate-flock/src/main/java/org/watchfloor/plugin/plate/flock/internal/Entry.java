package org.watchfloor.plugin.plate.flock.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * An entry of a custom hot list (vendor's OpenAPI, {@code CreateHotlistEntryRequest}).
 *
 * @param state as Flock names it; empty for none
 * @param expires after which Flock alerts no more
 */
record Entry(
    String plate, String state, String reason, String caseNumber, Optional<Instant> expires) {

  /** One that Flock has: its plate normalised, what it has not is empty. */
  static Entry of(JsonObject there) throws MalformedMessage {
    return new Entry(
        there.text("plate"),
        there.optionalText("state").orElse(""),
        there.optionalText("reason").orElse(""),
        there.optionalText("caseNumber").orElse(""),
        there.has("expiry") ? Optional.of(there.rfc3339("expiry")) : Optional.empty());
  }

  /** Flock keeps plates with zeroes for each letter O, and without spaces around them. */
  String key() {
    return plate.strip().toUpperCase(Locale.ROOT).replace('O', '0');
  }

  /** Whether it is there already just so. */
  boolean isAs(Entry there) {
    return key().equals(there.key())
        && state.equals(there.state)
        && reason.equals(there.reason)
        && caseNumber.equals(there.caseNumber)
        && expires.equals(there.expires);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("plate", plate);
    if (!state.isEmpty()) {
      json.put("state", state);
    }
    json.put("reason", reason);
    json.put("caseNumber", caseNumber);
    expires.ifPresent(time -> json.put("expiry", time.toString()));
    return json;
  }
}
