package org.watchfloor.itests;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.watchfloor.harness.AlprMessage;

/**
 * What a vendor posts to a plugin's webhook.
 *
 * @param kind of the signals that become of it
 * @param keys of the configuration, beside the secret
 * @param token whether the secret stands in a header, and not in the URL
 */
record HookMessage(String kind, String keys, boolean token, String contentType, Body body) {
  private static final String JSON = "application/json";

  /** Makes the body of a message. */
  interface Body {
    String of(int number, Instant at);
  }

  static HookMessage of(String plugin) {
    return switch (plugin) {
      case "plate-openalpr" -> plates(HookMessage::openalpr);
      case "plate-platerecognizer" ->
          new HookMessage("plate.read", "", true, JSON, HookMessage::platerecognizer);
      case "plate-hikvision" ->
          new HookMessage("plate.read", "", false, "application/xml", HookMessage::hikvision);
      case "plate-axis" -> plates(HookMessage::axis);
      case "plate-verkada" -> plates(HookMessage::verkada);
      case "plate-flock" -> new HookMessage("plate.read", "", true, JSON, HookMessage::flock);
      case "plate-genericjson" ->
          new HookMessage(
              "plate.read", "plate = /lp\ntime = /at\n", false, JSON, HookMessage::genericjson);
      case "gunshot-webhook" ->
          new HookMessage("gunshot.detected", "", false, JSON, HookMessage::gunshot);
      case "signal-feed" -> new HookMessage("river.level", "", false, JSON, HookMessage::level);
      default -> throw new IllegalArgumentException(plugin);
    };
  }

  private static HookMessage plates(Body body) {
    return new HookMessage("plate.read", "", false, JSON, body);
  }

  byte[] body(int number) {
    return body.of(number, Instant.now()).getBytes(StandardCharsets.UTF_8);
  }

  private static String openalpr(int number, Instant at) {
    byte[] group = AlprMessage.group("life-" + number, Arrivals.plate(number), at);
    return new String(group, StandardCharsets.UTF_8);
  }

  private static String platerecognizer(int number, Instant at) {
    return """
        {"hook": {"id": "life", "event": "recognition"}, "data": {"camera_id": "life",
         "timestamp": "%s", "results": [{"plate": "%s", "score": 0.9, "dscore": 0.7,
         "region": {"code": "us-nc", "score": 0.6}}]}}
        """
        .formatted(at, Arrivals.plate(number));
  }

  private static String hikvision(int number, Instant at) {
    return """
        <EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
          <ipAddress>192.0.2.7</ipAddress>
          <macAddress>02:00:5e:00:53:01</macAddress>
          <channelID>1</channelID>
          <dateTime>%s</dateTime>
          <eventType>ANPR</eventType>
          <eventState>active</eventState>
          <ANPR>
            <licensePlate>%s</licensePlate>
            <confidenceLevel>93</confidenceLevel>
          </ANPR>
          <UUID>life-%d</UUID>
          <picNum>0</picNum>
        </EventNotificationAlert>
        """
        .formatted(at, Arrivals.plate(number), number);
  }

  private static String axis(int number, Instant at) {
    return """
        {"capture_timestamp": "%d", "plateUTF8": "%s", "plateConfidence": "0.8", "carState": "new",
         "carID": "%d", "camera_info": {"SerialNumber": "B8A44F000001"}}
        """
        .formatted(at.toEpochMilli(), Arrivals.plate(number), number);
  }

  private static String verkada(int number, Instant at) {
    return """
        {"webhook_type": "lpr", "created_at": %d, "data": {"camera_id": "life", "detected": %d,
         "license_plate_number": "%s", "confidence": 0.96}}
        """
        .formatted(at.getEpochSecond(), at.toEpochMilli(), Arrivals.plate(number));
  }

  private static String flock(int number, Instant at) {
    return """
        {"objectId": "life-%d", "deviceExternalId": "life", "eventTime": "%s",
         "ocr": {"label": "%s", "labelConfidence": 0.9}, "sources": []}
        """
        .formatted(number, at, Arrivals.plate(number));
  }

  private static String genericjson(int number, Instant at) {
    return "{\"lp\": \"%s\", \"at\": \"%s\"}".formatted(Arrivals.plate(number), at);
  }

  private static String gunshot(int number, Instant at) {
    return "{\"id\":\"life-%d\",\"time\":\"%s\",\"latitude\":36.1,\"longitude\":-80.2}"
        .formatted(number, at);
  }

  private static String level(int number, Instant at) {
    return "{\"vendorKey\":\"life-%d\",\"kind\":\"river.level\",\"occurredAt\":\"%s\"}"
        .formatted(number, at);
  }
}
