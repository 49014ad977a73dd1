package org.watchfloor.plugin.gunshot.webhook.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/** Reads the JSON that the plugin's README documents. Unknown fields are ignored. Stateless. */
final class GunshotWebhookDecoder implements Decoder {
  private static final int MAX_ALERTS = 100;

  /** Below it an alert is shown as HIGH: a person looks, but nobody is woken for a firework. */
  private static final double DOUBTFUL = 0.5;

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<JsonObject> alerts = JsonObject.parse(message);
    if (alerts.isEmpty()) {
      throw new MalformedMessage("body", "is an empty array; at least one alert is expected");
    }
    if (alerts.size() > MAX_ALERTS) {
      throw new MalformedMessage(
          "body", "has " + alerts.size() + " alerts, at most " + MAX_ALERTS + " in one message");
    }
    List<Signal> signals = new ArrayList<>(alerts.size());
    for (JsonObject alert : alerts) {
      signals.add(signal(alert));
    }
    return Decoded.of(signals, List.of());
  }

  private static Signal signal(JsonObject alert) throws MalformedMessage {
    String id = alert.optionalName("id").orElseThrow(() -> alert.fault("id", "is missing"));
    if (id.isBlank() || id.length() > 256) {
      throw alert.fault("id", "must have 1 to 256 characters");
    }
    Gunshot shot = shot(alert);
    Signal.Builder signal =
        Signal.of(Kind.GUNSHOT_DETECTED, id, alert.rfc3339("time"))
            .severity(shot.confidence().orElse(1.0) < DOUBTFUL ? Severity.HIGH : Severity.CRITICAL)
            .at(place(alert))
            .device(alert.optionalName("device").orElse(""))
            .detail(shot);
    return alert.checked(signal::build);
  }

  private static Gunshot shot(JsonObject alert) throws MalformedMessage {
    Optional<Integer> rounds = alert.optionalWhole("rounds", 1, 10_000).map(Long::intValue);
    Optional<Double> confidence = alert.optionalNumber("confidence");
    boolean reviewed = alert.flag("reviewed");
    String classification = alert.optionalText("classification").orElse("");
    return alert.checked(() -> new Gunshot(rounds, confidence, reviewed, classification));
  }

  private static GeoPoint place(JsonObject alert) throws MalformedMessage {
    double latitude = alert.number("latitude");
    double longitude = alert.number("longitude");
    if (latitude == 0 && longitude == 0) {
      throw alert.fault(
          "latitude", "0/0 is what devices send without a position; send where the shot was heard");
    }
    double accuracy = alert.optionalNumber("accuracyMetres").orElse(0.0);
    return alert.checked(() -> new GeoPoint(latitude, longitude, accuracy));
  }
}
