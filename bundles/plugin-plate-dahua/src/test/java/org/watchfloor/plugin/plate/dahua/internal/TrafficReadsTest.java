package org.watchfloor.plugin.plate.dahua.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.Samples;

class TrafficReadsTest {
  private final String json;
  private final String lines;

  TrafficReadsTest() throws Exception {
    json = new String(Samples.own(getClass(), "junction.txt"), StandardCharsets.UTF_8);
    lines = new String(Samples.own(getClass(), "junction-lines.txt"), StandardCharsets.UTF_8);
  }

  @Test
  void realUtcIsTheTimeAndUtcIsNot() throws Exception {
    assertThat(signal(json).occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:05:07.305Z"));
    assertThat(signal(lines).occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:05:17Z"));
  }

  @Test
  void utcAloneIsLocalTimeAndNeedsTheZone() throws Exception {
    String local = json.replaceAll("\"RealUTC\" : [0-9]+,", "");
    assertThatThrownBy(() -> signal(local))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("RealUTC: is missing, and UTC is local time; set timeZone to the camera's");
    Signal signal = reads(Map.of("timeZone", "America/Chicago")).parse(local).get(0).bare();
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:05:07.305Z"));
  }

  @ParameterizedTest
  @CsvSource({"0", "255", "-1", "160", "null"})
  void whatIsNoConfidenceIsUnknownAndTheReadKept(String confidence) throws Exception {
    String odd = json.replace("\"Confidence\" : 93", "\"Confidence\" : " + confidence);
    assertThat(read(odd).confidence()).isEmpty();
    assertThat(reads(Map.of("minConfidence", 50)).parse(odd)).hasSize(1);
  }

  @Test
  void aDoubtfulReadIsNotKept() throws Exception {
    assertThat(reads(Map.of("minConfidence", 94)).parse(json)).isEmpty();
    assertThat(reads(Map.of("minConfidence", 93)).parse(json)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--", "unlicensed", "", "Unknown", "noplate"})
  void aVehicleWithoutAPlateIsNotKept(String plate) throws Exception {
    assertThat(reads(Map.of()).parse(json.replace("abc1234", plate))).isEmpty();
  }

  @Test
  void thePlateIsFoundWhereItIs() throws Exception {
    String inObject = json.replace("\"PlateNumber\" : \"abc1234\"", "\"PlateNumber\" : \"--\"");
    assertThat(read(inObject).plate()).isEqualTo("ABC1234");
    String vehicle = inObject.replace("\"Plate\"", "\"Vehicle\"");
    assertThat(reads(Map.of()).parse(vehicle)).as("the text of a vehicle is no plate").isEmpty();
    String beside = vehicle.replace("\"Lane\" : 2", "\"Plate\" : {\"Text\" : \"q1\"}");
    assertThat(read(beside).plate()).isEqualTo("Q1");
  }

  @ParameterizedTest
  @CsvSource({
    "\u0410\u0412\u04211234,ABC1234",
    "\u0391\u03921234,AB1234",
    "\u0430\u0432c-12,ABC-12",
    "\u0416\u04121234,\u0416\u04121234",
    "\u4EAC\u0410A1234,\u4EAC\u0410A1234"
  })
  void lookAlikesAmongLatinLettersBecomeLatin(String seen, String plate) throws Exception {
    assertThat(read(json.replace("abc1234", seen)).plate()).isEqualTo(plate);
  }

  @Test
  void vehicleAndCameraAreNamed() throws Exception {
    PlateRead read = read(json);
    assertThat(read.color()).isEqualTo("white");
    assertThat(read.body()).isEqualTo("truckcar");
    assertThat(read(lines).color()).as("Unknown").isEmpty();
    assertThat(read(lines).body()).isEqualTo("bus");
    Signal signal = reads(Map.of("latitude", 1.0, "longitude", 2.0)).parse(lines).get(0).bare();
    assertThat(signal.device()).isEqualTo("gate-1/0");
    assertThat(signal.location()).contains(GeoPoint.of(1, 2));
    assertThat(signal(json).location()).isEmpty();
  }

  @Test
  void severalEventsInOnePartAreSeveralReads() throws Exception {
    String two = lines + lines.replace("Events[0]", "Events[1]").replace("XYZ98", "XYZ99");
    List<TrafficRead> reads = reads(Map.of()).parse(two);
    assertThat(reads)
        .extracting(read -> ((PlateRead) read.bare().detail()).plate())
        .containsExactly("XYZ98", "XYZ99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heartbeat",
        "",
        "Code=VideoMotionInfo;action=State;index=0",
        "Code=VideoMotion;action=Start;index=0;data={\n   \"Id\" : [ 0 ]\n}\n",
        "Code=TrafficJunction;action=Stop;index=0;data={\"Plate\":{\"Text\":\"A1\"}}"
      })
  void otherPartsAreNothing(String text) throws Exception {
    assertThat(reads(Map.of()).parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1795529107|1795529107000|RealUTC: is not seconds since 1970",
        "\"abc1234\"|\"ABCDEFGHIJKLMNOPQ\"|TrafficCar.PlateNumber: must have at most 16",
        "\"UTCMS\" :|\"UTCMS\"|body: is not JSON"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> signal(json.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
    String timeless =
        json.replaceAll("\"(RealUTC|UTC)\" : [0-9]+,", "").replace("\"UTC\" : 1795507507", "");
    assertThatThrownBy(() -> signal(timeless)).hasMessage("RealUTC: is missing, and so is UTC");
  }

  private static TrafficReads reads(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("address", "http://192.0.2.7");
    try {
      return new TrafficReads(Settings.of(Configs.of(PlateDahuaConfig.class, all)));
    } catch (SourceException e) {
      throw new AssertionError(e);
    }
  }

  private static Signal signal(String text) throws MalformedMessage {
    return reads(Map.of()).parse(text).get(0).bare();
  }

  private static PlateRead read(String text) throws MalformedMessage {
    return (PlateRead) signal(text).detail();
  }
}
