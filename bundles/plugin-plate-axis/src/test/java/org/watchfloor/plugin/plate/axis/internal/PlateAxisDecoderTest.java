package org.watchfloor.plugin.plate.axis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Samples;

class PlateAxisDecoderTest {
  private static final GeoPoint HERE = GeoPoint.of(36.5, -80.5);
  private static final String EVENT =
      "{\"capture_timestamp\":\"1795529109250\",\"carState\":\"new\",\"carID\":\"7\","
          + "\"plateUTF8\":\"ABC1234\",\"plateConfidence\":\"0.5\"}";

  private final PlateAxisDecoder decoder = new PlateAxisDecoder(Optional.of(HERE), 0, false);

  @Test
  void readsTheRecordedEvent() throws Exception {
    Optional<byte[]> body = Samples.recorded("lpr/axis-lpv-ffgroup/event.json");
    assumeTrue(body.isPresent(), "skipped: recorded messages are absent");
    Signal signal = decode(new String(body.orElseThrow(), StandardCharsets.UTF_8)).signals().get(0);
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("RLE11684");
    assertThat(read.region()).isEqualTo("pol");
    assertThat(read.confidence().orElseThrow()).isCloseTo(0.719034, within(1e-9));
    assertThat(signal.occurredAt()).isEqualTo(Instant.ofEpochMilli(1623405938252L));
    assertThat(signal.location()).contains(GeoPoint.of(50.418114, 30.476213));
    assertThat(signal.device()).isEqualTo("ACCC8ED3290D");
  }

  @Test
  void theEventsOfOneVehicleAreOneReadUntilTheTextChanges() throws Exception {
    String first = key(EVENT);
    String direction = EVENT.replace("new", "update").replace("109250", "109900");
    String corrected = direction.replace("ABC1234", "ABC12B4");
    String last = corrected.replace("update", "lost").replace("109900", "119900");
    assertThat(key(direction)).isEqualTo(first);
    assertThat(key(corrected)).isNotEqualTo(first);
    assertThat(key(last)).isEqualTo(key(corrected));
    assertThat(key(EVENT.replace("\"7\"", "\"8\""))).isNotEqualTo(first);
  }

  @Test
  void aNumberThatTheCameraUsesAgainIsAnotherVehicle() throws Exception {
    assertThat(key(EVENT.replace("1795529109250", "1795539109250"))).isNotEqualTo(key(EVENT));
  }

  @Test
  void finalReadingsOnlyAreThoseOfLostVehicles() throws Exception {
    PlateAxisDecoder last = new PlateAxisDecoder(Optional.empty(), 0, true);
    for (String state : List.of("new", "update")) {
      assertThat(last.decode(json(EVENT.replace("new", state))).signals()).isEmpty();
    }
    assertThat(last.decode(json(EVENT.replace("new", "LOST"))).signals()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "NoPlate", "none"})
  void aVehicleWithoutAPlateIsAcknowledgedAndNotKept(String plate) throws Exception {
    assertThat(decode(EVENT.replace("ABC1234", plate)).signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "91,10", "10,181", "\"0\",\"0.0\""})
  void whatIsNoPlaceIsTheConfiguredOne(String latitude, String longitude) throws Exception {
    String tag = ",\"geotag\":{\"lat\":" + latitude + ",\"lon\":" + longitude + "}}";
    assertThat(decode(EVENT.replace("}", tag)).signals().get(0).location()).contains(HERE);
  }

  @Test
  void aPlaceMayBeWrittenInStrings() throws Exception {
    String tag = ",\"geotag\":{\"lat\":\"36.25\",\"lon\":\"-80.75\"}}";
    assertThat(decode(EVENT.replace("}", tag)).signals().get(0).location())
        .contains(GeoPoint.of(36.25, -80.75));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"255\"", "255", "\"-1\"", "\"\"", "null"})
  void aConfidenceOfAnotherScaleIsUnknown(String confidence) throws Exception {
    Signal signal = decode(EVENT.replace("\"0.5\"", confidence)).signals().get(0);
    assertThat(((PlateRead) signal.detail()).confidence()).isEmpty();
  }

  @Test
  void aDoubtfulReadIsAcknowledgedAndNotKept() throws Exception {
    PlateAxisDecoder strict = new PlateAxisDecoder(Optional.empty(), 0.6, false);
    assertThat(strict.decode(json(EVENT)).signals()).isEmpty();
    assertThat(strict.decode(json(EVENT.replace("0.5", "0.6"))).signals()).hasSize(1);
  }

  @Test
  void theTimeIsNeverTheLocalOne() throws Exception {
    String local = EVENT.replace("}", ",\"datetime\":\"20261124 150509250\"}");
    Instant utc = Instant.parse("2026-11-24T14:05:09.250Z");
    assertThat(decode(local).signals().get(0).occurredAt()).isEqualTo(utc);
    String nanos =
        local.replace(
            "\"capture_timestamp\":\"1795529109250\"", "\"capture_ts\":\"1795529109250000000\"");
    assertThat(decode(nanos).signals().get(0).occurredAt()).isEqualTo(utc);
    String localOnly = local.replace("capture_timestamp", "other");
    assertThatThrownBy(() -> decode(localOnly)).hasMessage("capture_timestamp: is missing");
  }

  @Test
  void whatIsWrongWithAPictureCostsNoRead() throws Exception {
    for (String image : List.of("", "%%%", "bm90IGEganBlZw==", "/9j/")) {
      String array = ",\"ImageArray\":[{\"BinaryImage\":\"" + image + "\"}]}";
      Decoded decoded = decode(EVENT.replace("}", array));
      assertThat(decoded.signals()).hasSize(1);
      assertThat(decoded.media()).isEmpty();
    }
  }

  @Test
  void aPictureOfManyMegabytesIsTakenOnce() throws Exception {
    byte[] jpeg = new byte[5 << 20];
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;
    jpeg[2] = (byte) 0xFF;
    String image = "{\"BinaryImage\":\"" + Base64.getEncoder().encodeToString(jpeg) + "\"}";
    Decoded decoded = decode(EVENT.replace("}", ",\"ImageArray\":[" + image + "]}"));
    assertThat(decoded.media()).singleElement().matches(m -> m.ref().length() == 5 << 20);
    assertThat(decoded.signals().get(0).media()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"carID\":\"7\"|\"car\":\"7\"|carID: is missing",
        "\"carState\":\"new\"|\"state\":\"new\"|carState: is missing",
        "\"new\"|\"parked\"|carState: must be new, update or lost",
        "plateUTF8|plate|plateUTF8: is missing",
        "\"ABC1234\"|\"ABCDEFGHIJKLMNOPQ\"|plateUTF8: must have at most",
        "\"0.5\"|\"high\"|plateConfidence: must be a number",
        "\"1795529109250\"|\"1795529109\"|capture_timestamp: is not milliseconds",
        "\"1795529109250\"|\"2026-11-24\"|capture_timestamp: must be milliseconds"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(EVENT.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void aMultipartBodyMayHoldItsPartsInAnyOrder() throws Exception {
    String jpeg = new String(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1}, LATIN);
    Decoded decoded =
        decoder.decode(
            multipart(
                "--b\r\nA: b\r\n\r\n"
                    + jpeg
                    + "\r\n--b\r\nA: b\r\n\r\n"
                    + EVENT
                    + "\r\n--b--\r\n"));
    assertThat(decoded.signals()).hasSize(1);
    assertThat(decoded.media()).singleElement().matches(m -> m.ref().length() == 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--c--|body: does not hold the boundary",
        "--b;A: b|body: ends within part 1",
        "--b;A: b;--b--|body: has no end of the headers in part 1",
        "--b;A: b;;text;--b--|event: is missing",
        "--b--|event: is missing"
      })
  void aBrokenMultipartBodyIsRefused(String body, String refusal) {
    assertThatThrownBy(() -> decoder.decode(multipart(body.replace(";", "\r\n"))))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void aMultipartBodyNeedsABoundaryAndHasAnEnd() {
    Message none = new Message(new byte[0], "multipart/form-data", Map.of(), Instant.EPOCH);
    assertThatThrownBy(() -> decoder.decode(none)).hasMessageStartingWith("Content-Type: has no");
    assertThatThrownBy(
            () -> decoder.decode(multipart("--b\r\nA: b\r\n\r\nx\r\n".repeat(20) + "--b--")))
        .hasMessage("body: has more than 16 parts");
  }

  @Test
  void aHeartbeatWithoutATimeIsNone() throws Exception {
    assertThat(decode("{\"ALPV\":{\"device_ID\":\"x\"}}").signals()).isEmpty();
  }

  private static final java.nio.charset.Charset LATIN = StandardCharsets.ISO_8859_1;

  private static Message multipart(String body) {
    return new Message(
        body.getBytes(LATIN), "multipart/form-data; boundary=\"b\"", Map.of(), Instant.EPOCH);
  }

  private String key(String json) throws MalformedMessage {
    return decode(json).signals().get(0).vendorKey();
  }

  private Decoded decode(String json) throws MalformedMessage {
    return decoder.decode(json(json));
  }

  private static Message json(String json) {
    return new Message(
        json.getBytes(StandardCharsets.UTF_8), "application/json", Map.of(), Instant.EPOCH);
  }
}
