package com.example.watchfloor.rivergauge.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/** Reads the JSON that the README documents; a level has the threshold that it has reached. */
record RiverGaugeDecoder(double high, double critical) implements Decoder {
  private static final int MAX_LEVELS = 100;

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<JsonObject> levels = JsonObject.parse(message);
    if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
      throw new MalformedMessage("body", "must hold 1 to " + MAX_LEVELS + " levels");
    }
    List<Signal> signals = new ArrayList<>(levels.size());
    for (JsonObject level : levels) {
      signals.add(signal(level));
    }
    return Decoded.of(signals, List.of());
  }

  private Signal signal(JsonObject level) throws MalformedMessage {
    String station = level.text("station");
    if (station.isBlank() || station.length() > 128) {
      throw level.fault("station", "must have 1 to 128 characters");
    }
    double metres = level.number("level_m");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("station", station);
    fields.put("level_m", metres);
    level.optionalNumber("rate_m_per_h").ifPresent(rate -> fields.put("rate_m_per_h", rate));
    fields.put("threshold_m", metres >= critical ? critical : high);
    double latitude = level.number("latitude");
    double longitude = level.number("longitude");
    Signal.Builder signal =
        Signal.of(
                RiverGaugePlugin.RIVER_LEVEL,
                station + "@" + level.rfc3339("time"),
                level.rfc3339("time"))
            .severity(severity(metres))
            .device(station)
            .at(level.checked(() -> GeoPoint.of(latitude, longitude)))
            .detail(level.checked(() -> new Fields(fields)));
    return level.checked(signal::build);
  }

  private Severity severity(double metres) {
    return metres >= critical
        ? Severity.CRITICAL
        : metres >= high ? Severity.HIGH : Severity.INFO;
  }
}
