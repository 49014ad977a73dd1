package org.watchfloor.plugin.plate.hikvision.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.multipart.Part;

/**
 * Reads {@code EventNotificationAlert} (ISAPI, event notification). Everything but plates, signs of
 * life included, is no alert here. Thread-safe.
 */
final class Alerts {
  /** Old firmware writes the offset with one digit: {@code 2017-12-01T09:01:18-6:00}. */
  private static final Pattern SHORT_OFFSET = Pattern.compile("([+-])([0-9]):([0-9]{2})$");

  private final Optional<ZoneId> zone;
  private final Optional<GeoPoint> place;
  private final double minConfidence;

  Alerts(Settings settings) {
    this.zone = settings.zone();
    this.place = settings.place();
    this.minConfidence = settings.minConfidence();
  }

  /** Whether a part is meant to be XML: by its type, or because it says none and looks so. */
  static boolean isXml(Part part) {
    String type = part.contentType();
    return type.endsWith("/xml")
        || (!type.startsWith("image/") && part.text().stripLeading().startsWith("<"));
  }

  /** Empty for another event, for a vehicle without a plate and for a read that is too doubtful. */
  Optional<Alert> read(byte[] xml) throws MalformedMessage {
    Xml root = Xml.parse(xml);
    if (!root.name().equals("EventNotificationAlert")) {
      throw new MalformedMessage("body", "is XML, but no EventNotificationAlert");
    }
    Optional<Xml> anpr = root.child("ANPR");
    if (anpr.isEmpty()) {
      if (root.text("eventType").equalsIgnoreCase("ANPR")) {
        throw root.fault("ANPR", "is missing in an event of this type");
      }
      return Optional.empty();
    }
    Optional<PlateRead> read = Reads.of(root, anpr.get());
    if (read.isEmpty() || isTooDoubtful(read.get())) {
      return Optional.empty();
    }
    Instant at = time(root);
    Signal signal = signal(root, at, read.get());
    List<String> types = types(anpr.get());
    double pictures = root.number("picNum").orElse((double) types.size());
    return Optional.of(
        new Alert(signal, (int) Math.max(0, Math.min(pictures, Alert.MAX_PICTURES)), types));
  }

  private boolean isTooDoubtful(PlateRead read) {
    return read.confidence().isPresent() && read.confidence().get() < minConfidence;
  }

  private Signal signal(Xml root, Instant at, PlateRead read) throws MalformedMessage {
    String device = device(root);
    String uuid = root.text("UUID");
    String key = uuid.isEmpty() ? device + "/" + at + "/" + read.plate() : uuid;
    if (key.length() > 256) {
      throw root.fault("UUID", "must have at most 256 characters");
    }
    if (device.length() > 128) {
      throw root.fault("macAddress", "must have at most 120 characters");
    }
    return Signal.of(Kind.PLATE_READ, key, at)
        .device(device)
        .at(place.isPresent() ? place : Positions.of(root))
        .detail(read)
        .build();
  }

  /** Recorders send the camera's number as {@code dynChannelID}. */
  private static String device(Xml root) {
    String mac = root.text("macAddress");
    String box = mac.isEmpty() ? root.text("ipAddress") : mac;
    String channel = root.text("channelID");
    return box + "/" + (channel.isEmpty() ? root.text("dynChannelID") : channel);
  }

  private static List<String> types(Xml anpr) {
    return anpr.child("pictureInfoList")
        .map(list -> list.children("pictureInfo").stream().map(info -> info.text("type")).toList())
        .orElse(List.of());
  }

  private Instant time(Xml root) throws MalformedMessage {
    String text = SHORT_OFFSET.matcher(root.text("dateTime")).replaceFirst("$10$2:$3");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return local(root, text);
    }
  }

  private Instant local(Xml root, String text) throws MalformedMessage {
    LocalDateTime local;
    try {
      local = LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      throw root.fault("dateTime", "is not a time like 2026-11-24T14:05:09-06:00");
    }
    return local
        .atZone(
            zone.orElseThrow(
                () ->
                    root.fault(
                        "dateTime",
                        "has no offset; set timeZone to the zone of the device's clock")))
        .toInstant();
  }
}
