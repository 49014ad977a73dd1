package org.watchfloor.plugin.plate.dahua.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.http.PictureJoiner;
import org.watchfloor.toolkit.multipart.Part;
import org.watchfloor.toolkit.plates.AsWritten;

/** Reads the events that hold plates; all others are nothing here. Thread-safe. */
final class TrafficReads implements PictureJoiner.Parser {
  /** The years 2000 to 2100. */
  private static final double MIN_SECONDS = 946_684_800;

  private static final double MAX_SECONDS = 4_102_444_800.0;

  private final Settings settings;

  TrafficReads(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<TrafficRead> parse(Part part) throws MalformedMessage {
    return parse(part.text());
  }

  List<TrafficRead> parse(String text) throws MalformedMessage {
    List<TrafficRead> reads = new ArrayList<>();
    for (Event event : Events.parse(text)) {
      if (!event.action().equals("Stop")) {
        read(event).ifPresent(reads::add);
      }
    }
    return reads;
  }

  private Optional<TrafficRead> read(Event event) throws MalformedMessage {
    Optional<String> text = plate(event);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String plate = LookAlikes.latin(text.get());
    if (plate.length() > AsWritten.MAX) {
      throw event.fault(
          "TrafficCar.PlateNumber", "must have at most " + AsWritten.MAX + " characters");
    }
    Optional<Double> confidence = confidence(event);
    if (confidence.isPresent() && confidence.get() < settings.minConfidence()) {
      return Optional.empty();
    }
    String body = word(event, "TrafficCar.CarType");
    PlateRead read =
        new PlateRead(
            plate,
            "",
            confidence,
            List.of(),
            "",
            word(event, "TrafficCar.VehicleColor"),
            body.isEmpty() ? word(event, "Vehicle.Category") : body,
            Optional.empty());
    return Optional.of(
        new TrafficRead(signal(event, read), settings.pictures() ? Integer.MAX_VALUE : 0));
  }

  /** {@code Object} may be the vehicle: then its text is the make. */
  private static Optional<String> plate(Event event) {
    Optional<String> plate = AsWritten.plate(event.text("TrafficCar.PlateNumber"));
    if (plate.isEmpty() && isPlate(event)) {
      plate = AsWritten.plate(event.text("Object.Text"));
    }
    return plate.isPresent() ? plate : AsWritten.plate(event.text("Plate.Text"));
  }

  private static boolean isPlate(Event event) {
    String type = event.text("Object.ObjectType");
    return type.isEmpty() || type.equals("Plate");
  }

  /** Percent; 0 and 255 are sent for unknown, and what is no percentage is taken so too. */
  private static Optional<Double> confidence(Event event) {
    return (isPlate(event) ? event.number("Object.Confidence") : Optional.<Double>empty())
        .filter(percent -> percent > 0 && percent <= 100)
        .map(percent -> percent / 100);
  }

  /** In lower case; empty where the camera does not know. */
  private static String word(Event event, String path) {
    String word = event.text(path).toLowerCase(Locale.ROOT);
    return word.equals("unknown") || word.length() > 64 ? "" : word;
  }

  private Signal signal(Event event, PlateRead read) throws MalformedMessage {
    Instant at = time(event);
    String id = event.text("EventID");
    String machine = event.text("TrafficCar.MachineName");
    String device = machine.isEmpty() || machine.length() > 100 ? "channel" : machine;
    String key = String.join("/", event.code(), id, at.toString(), read.plate());
    if (key.length() > 256) {
      throw event.fault("EventID", "is too long for an id");
    }
    return Signal.of(Kind.PLATE_READ, key, at)
        .device(device + "/" + shortened(event.index()))
        .at(settings.place())
        .detail(read)
        .build();
  }

  private static String shortened(String index) {
    return index.length() > 8 ? index.substring(0, 8) : index;
  }

  /**
   * {@code RealUTC} is what it says; {@code UTC} is the camera's local time counted as if it was.
   */
  private Instant time(Event event) throws MalformedMessage {
    Optional<Double> real = event.number("RealUTC");
    if (real.isPresent()) {
      return Instant.ofEpochSecond(seconds(event, "RealUTC", real.get()), nanos(event));
    }
    Optional<Double> local = event.number("UTC");
    if (local.isEmpty()) {
      throw event.fault("RealUTC", "is missing, and so is UTC");
    }
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            seconds(event, "UTC", local.get()), (int) nanos(event), ZoneOffset.UTC);
    return time.atZone(
            settings
                .zone()
                .orElseThrow(
                    () ->
                        event.fault(
                            "RealUTC",
                            "is missing, and UTC is local time; set timeZone to the camera's")))
        .toInstant();
  }

  private static long seconds(Event event, String path, double seconds) throws MalformedMessage {
    if (!(seconds >= MIN_SECONDS && seconds < MAX_SECONDS)) {
      throw event.fault(path, "is not seconds since 1970 within the years 2000 to 2100");
    }
    return (long) seconds;
  }

  private static long nanos(Event event) {
    return event
        .number("UTCMS")
        .filter(millis -> millis >= 0 && millis < 1_000)
        .map(millis -> (long) (millis * 1_000_000))
        .orElse(0L);
  }
}
