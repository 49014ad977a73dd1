package org.watchfloor.plugin.simulator.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.PlateReader;

/**
 * The city at work: turns what happens between two ticks into the devices' messages. Thread-safe;
 * {@link #tick} is called by one thread.
 */
final class Stage {
  private static final String SCRIPT = "city-script.csv";
  private static final String GUNSHOTS = "gunshot-webhook~demo";

  /** After a pause of the machine what is older than this is not told any more. */
  private static final long MAX_CATCH_UP_MILLIS = 10_000;

  /** How long the sensors take to find the place. */
  private static final long LISTEN_MILLIS = 1_200;

  private final City city;
  private final Play play;
  private final Pictures pictures;
  private final Director director;
  private final String secret;
  private final Outbox outbox;
  private final Instant woke;
  private volatile @Nullable Instant began;
  private long trafficUntil;
  private long playUntil = -1; // what is due at the very beginning is due

  /**
   * @param woke since when there is traffic
   */
  Stage(City city, Play play, Pictures pictures, String secret, Outbox outbox, Instant woke) {
    this.city = city;
    this.play = play;
    this.pictures = pictures;
    this.secret = secret;
    this.outbox = outbox;
    this.woke = woke;
    director = new Director(city);
  }

  /** The script that lies in the bundle. */
  static Play script(City city) throws SourceException {
    try (InputStream in = Stage.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new SourceException(SourceException.Kind.CONFIG, SCRIPT + " is not in the bundle");
      }
      byte[] bytes = in.readNBytes(Script.MAX_CHARACTERS);
      return new Play(city, Script.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | ScriptFault e) {
      throw new SourceException(SourceException.Kind.CONFIG, SCRIPT + ": " + e.getMessage());
    }
  }

  /** Begins the script. */
  void begin(Instant now) {
    began = now;
  }

  Map<String, Vehicle> stolen() {
    return play.stolen();
  }

  /** How long the script has been playing; 0 before. */
  long seconds(Instant now) {
    Instant start = began;
    return start == null ? 0 : Duration.between(start, now).toSeconds();
  }

  Scene scene(CityCamera camera, Instant now) {
    Instant start = began;
    return director.scene(
        camera,
        millis(woke, now),
        start == null ? null : play,
        start == null ? 0 : millis(start, now));
  }

  /** Sends what has happened since the last call. */
  void tick(Instant now) {
    Instant start = began;
    if (start == null) {
      trafficUntil = millis(woke, now);
      return;
    }
    traffic(millis(woke, now));
    script(start, millis(start, now));
  }

  private void traffic(long now) {
    long after = Math.max(trafficUntil, now - MAX_CATCH_UP_MILLIS);
    for (PlateReader reader : city.readers()) {
      for (Traffic.Car car : Traffic.passing(reader.junction(), after, now)) {
        Instant at = woke.plusMillis(car.passedAt());
        Reading reading = Reading.of(car.vehicle().plate(), car.passedAt());
        String stream = String.valueOf(car.stream());
        read(reader, car.vehicle(), reading, car.heading(), at, stream, Pictures.Crops.NONE);
      }
    }
    trafficUntil = Math.max(trafficUntil, now);
  }

  private void script(Instant start, long now) {
    long after = Math.max(playUntil, now - MAX_CATCH_UP_MILLIS);
    for (Play.Due due : play.due(after - LISTEN_MILLIS, now - LISTEN_MILLIS)) {
      if (due instanceof Play.ShotDue shot) {
        String id = "demo-" + start.toEpochMilli() + "-" + shot.round() + "-" + shot.shot().line();
        Instant at = start.plusMillis(due.at());
        outbox.add(GUNSHOTS, secret, Messages.gunshot(id, at, shot.shot()), true);
      }
    }
    for (Play.Due due : play.due(after, now)) {
      if (due instanceof Play.PassDue pass) {
        Vehicle vehicle = pass.drive().vehicle();
        double metres = (pass.pass().at() - pass.drive().departs()) * Play.SPEED;
        double heading = pass.drive().route().at(metres).heading();
        Instant at = start.plusMillis(due.at());
        Reading reading = Reading.misread(vehicle.plate(), pass.pass().readAs(), pass.pass().at());
        Pictures.Crops crops = pictures.crops(vehicle);
        read(pass.pass().reader(), vehicle, reading, heading, at, "S", crops);
      }
    }
    playUntil = Math.max(playUntil, now);
  }

  private void read(
      PlateReader reader,
      Vehicle vehicle,
      Reading reading,
      double heading,
      Instant at,
      String stream,
      Pictures.Crops crops) {
    String uuid =
        "DEMOCITYAGENT"
            + reader.number()
            + "-"
            + reader.agentCamera()
            + "-"
            + at.toEpochMilli()
            + stream;
    byte[] message = Messages.alprGroup(reader, vehicle, reading, heading, at, uuid, crops);
    outbox.add(reader.sourceId(), secret, message, !crops.isNone());
  }

  private static long millis(Instant from, Instant until) {
    return Duration.between(from, until).toMillis();
  }
}
