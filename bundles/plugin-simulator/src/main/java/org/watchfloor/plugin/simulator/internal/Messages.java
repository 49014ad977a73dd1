package org.watchfloor.plugin.simulator.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.PlateReader;

/**
 * What the devices of the city send, in their own formats. Stateless.
 *
 * <p>{@code alpr_group} has the fields of the OpenALPR agent's documentation ("Application
 * integration"), the gunshot those of plugin-gunshot-webhook, the camera those of docs/rest.md.
 */
final class Messages {
  private static final String AGENT = "DEMOCITYAGENT";

  private Messages() {}

  /**
   * One vehicle at a plate reader.
   *
   * @param uuid unique to the event
   * @param crops of the vehicle
   */
  static byte[] alprGroup(
      PlateReader reader,
      Vehicle vehicle,
      Reading reading,
      double heading,
      Instant at,
      String uuid,
      Pictures.Crops crops) {
    Map<String, Object> group = group(reader, at);
    group.put("uuids", List.of(uuid));
    group.put("best_uuid", uuid);
    group.put("best_plate_number", reading.text());
    group.put("best_confidence", percent(reading.confidence()));
    group.put("best_region", "us-nc");
    group.put("best_region_confidence", 74.5);
    group.put("matches_template", false);
    group.put("is_parked", false);
    group.put("travel_direction", rounded(heading));
    group.put("candidates", candidates(reading));
    group.put("vehicle", vehicle(vehicle));
    if (!crops.isNone()) {
      group.put("vehicle_crop_jpeg", base64(crops.vehicle()));
      group.put("best_plate", bestPlate(reading, crops.plate()));
    }
    return json(group);
  }

  /** What every message of an agent says. */
  private static Map<String, Object> group(PlateReader reader, Instant at) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("data_type", "alpr_group");
    group.put("version", 2);
    group.put("epoch_start", at.toEpochMilli());
    group.put("epoch_end", at.toEpochMilli() + 640);
    group.put("frame_start", 0);
    group.put("frame_end", 9);
    group.put("agent_type", "alprd");
    group.put("agent_uid", AGENT + reader.number());
    group.put("agent_version", "2.7.101");
    group.put("country", "us");
    group.put("camera_id", reader.agentCamera());
    group.put("gps_latitude", reader.camera().spot().latitude());
    group.put("gps_longitude", reader.camera().spot().longitude());
    return group;
  }

  /** Shots at a place; same id, same event. */
  static byte[] gunshot(String id, Instant at, Play.Shot shot) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("time", at.toString());
    message.put("latitude", shot.spot().latitude());
    message.put("longitude", shot.spot().longitude());
    message.put("accuracyMetres", 12);
    message.put("rounds", shot.rounds());
    message.put("confidence", shot.confidence());
    message.put("classification", shot.rounds() > 1 ? "Multiple gunshots" : "Single gunshot");
    message.put("device", "demo-array-" + shot.camera().id().substring(4));
    return json(message);
  }

  /** For {@code PUT /cameras}. */
  static byte[] cameras(List<CityCamera> cameras) {
    List<Object> array = new ArrayList<>();
    for (CityCamera camera : cameras) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", camera.id());
      one.put("name", camera.name());
      one.put("ownership", camera.ownership().name().toLowerCase(Locale.ROOT));
      one.put("owner", camera.owner());
      one.put(
          "location",
          Map.of(
              "type",
              "Point",
              "coordinates",
              List.of(camera.spot().longitude(), camera.spot().latitude())));
      one.put("heading", camera.heading());
      one.put("fieldOfView", camera.fieldOfView());
      one.put("rangeMetres", camera.rangeMetres());
      camera.sourceId().ifPresent(id -> one.put("sourceId", id));
      array.add(one);
    }
    return json(array);
  }

  /** For {@code PUT /plates/hotlists/…}. */
  static byte[] hotList(Map<String, Vehicle> stolen, Instant today) {
    StringBuilder csv = new StringBuilder("plate,state,reason,agency,entered,expires,make,color\n");
    stolen.forEach(
        (plate, vehicle) ->
            csv.append(plate)
                .append(",NC,stolen vehicle: ")
                .append(vehicle.color())
                .append(' ')
                .append(vehicle.make())
                .append(",Demo City Police,")
                .append(today.toString(), 0, 10)
                .append(",,")
                .append(vehicle.make())
                .append(',')
                .append(vehicle.color())
                .append('\n'));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IOException if it is not an object
   */
  static Map<String, Object> object(byte[] json) throws IOException {
    return JSON.std.mapFrom(json);
  }

  private static Map<String, Object> vehicle(Vehicle vehicle) {
    Map<String, Object> guesses = new LinkedHashMap<>();
    guesses.put("color", guess(vehicle.color()));
    guesses.put("make", guess(vehicle.make()));
    guesses.put("body_type", guess(vehicle.body()));
    return guesses;
  }

  private static List<Object> guess(String name) {
    return List.of(Map.of("name", name, "confidence", 81.5));
  }

  private static Map<String, Object> bestPlate(Reading reading, byte[] crop) {
    Map<String, Object> best = new LinkedHashMap<>();
    best.put("plate", reading.text());
    best.put("confidence", percent(reading.confidence()));
    best.put("region", "us-nc");
    best.put("plate_crop_jpeg", base64(crop));
    return best;
  }

  /** The reading itself first, as an agent sends it. */
  private static List<Object> candidates(Reading reading) {
    List<Object> candidates = new ArrayList<>();
    candidates.add(candidate(reading.text(), reading.confidence()));
    for (Reading.Candidate other : reading.candidates()) {
      candidates.add(candidate(other.text(), other.confidence()));
    }
    return candidates;
  }

  private static Map<String, Object> candidate(String plate, double confidence) {
    return Map.of("plate", plate, "confidence", percent(confidence), "matches_template", 0);
  }

  private static String base64(byte[] jpeg) {
    return Base64.getEncoder().encodeToString(jpeg);
  }

  private static double percent(double share) {
    return rounded(100 * share);
  }

  private static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }

  private static byte[] json(Object value) {
    try {
      return JSON.std.asBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read or written outside of memory
    }
  }
}
