package org.watchfloor.plugin.plate.openalpr.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Samples;

class PlateOpenalprDecoderTest {
  private static final GeoPoint HERE = GeoPoint.of(36.5, -80.5);
  private static final String GROUP =
      "{\"data_type\":\"alpr_group\",\"epoch_start\":1795529109250,\"best_uuid\":\"u\","
          + "\"best_plate_number\":\"ABC1234\",\"best_confidence\":93.5}";

  private final PlateOpenalprDecoder decoder = new PlateOpenalprDecoder(Optional.of(HERE), 0.8);

  @Test
  void readsTheRecordedGroup() throws Exception {
    Signal signal = decoder.decode(message(recorded("alpr_group.json"))).signals().get(0);
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("D2651BF");
    assertThat(read.region()).isEqualTo("us-mo");
    assertThat(read.confidence().orElseThrow()).isCloseTo(0.93877, within(1e-5));
    assertThat(read.candidates())
        .extracting(PlateRead.Candidate::plate)
        .containsExactly("D2651F", "D265BF");
    assertThat(read.make()).isEqualTo("ford");
    assertThat(read.color()).isEqualTo("black");
    assertThat(read.body()).isEqualTo("sedan-standard");
    assertThat(read.heading().orElseThrow()).isCloseTo(85.553, within(1e-3));
    assertThat(signal.occurredAt()).isEqualTo(Instant.ofEpochMilli(1562681121504L));
    assertThat(signal.location().orElseThrow().latitude()).isCloseTo(37.636, within(1e-3));
    assertThat(signal.vendorKey()).endsWith("-1234-1562681122676");
    assertThat(signal.device()).isEqualTo("1234");
    assertThat(signal.media()).isEmpty();
  }

  @Test
  void readsTheRecordedResults() throws Exception {
    List<Signal> signals = decoder.decode(message(recorded("alpr_results.json"))).signals();
    assertThat(signals)
        .extracting(signal -> ((PlateRead) signal.detail()).plate())
        .containsExactly("D2651BF", "CG3L5Y");
    assertThat(signals).extracting(Signal::location).containsOnly(Optional.of(HERE));
  }

  @Test
  void theRecordedHeartbeatKeepsNoLicenceAndNoAddress() throws Exception {
    Signal signal = decoder.decode(message(recorded("heartbeat.json"))).signals().get(0);
    assertThat(signal.toString()).doesNotContain("licensekeyvalue").doesNotContain("rtsp");
    assertThat(signal.device()).isEqualTo("hostnameforthismachine");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1,-1", "91,10", "10,181"})
  void whatIsNoPlaceIsTheConfiguredOne(double latitude, double longitude) throws Exception {
    String place = ",\"gps_latitude\":" + latitude + ",\"gps_longitude\":" + longitude + "}";
    Message message = message(GROUP.replace("}", place));
    assertThat(decoder.decode(message).signals().get(0).location()).contains(HERE);
    PlateOpenalprDecoder nowhere = new PlateOpenalprDecoder(Optional.empty(), 0);
    assertThat(nowhere.decode(message).signals().get(0).location()).isEmpty();
  }

  @Test
  void theEquatorAndTheMeridianArePlaces() throws Exception {
    Message message = message(GROUP.replace("}", ",\"gps_latitude\":0,\"gps_longitude\":-1}"));
    assertThat(decoder.decode(message).signals().get(0).location()).contains(GeoPoint.of(0, -1));
  }

  @Test
  void aDoubtfulReadIsAcknowledgedAndNotKept() throws Exception {
    assertThat(decode(GROUP.replace("93.5", "79.9")).signals()).isEmpty();
    assertThat(decode(GROUP.replace("93.5", "80")).signals()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"vehicle", "alpr_alert", "something_new"})
  void otherTypesAreAcknowledged(String type) throws Exception {
    assertThat(decode("{\"data_type\":\"" + type + "\"}").signals()).isEmpty();
  }

  @Test
  void whatIsLikelyWrongWithAPictureCostsNoRead() throws Exception {
    for (String crop : List.of("", "%%%", "bm90IGEganBlZw==", "/9j/")) {
      Decoded decoded = decode(GROUP.replace("}", ",\"vehicle_crop_jpeg\":\"" + crop + "\"}"));
      assertThat(decoded.signals()).hasSize(1);
      assertThat(decoded.media()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"data_type\":\"alpr_group\"|\"type\":1|data_type: is missing",
        "\"best_uuid\":\"u\"|\"uuid\":\"u\"|best_uuid: is missing",
        "\"ABC1234\"|\" \"|best_plate_number: must have",
        "\"ABC1234\"|\"ABCDEFGHIJKLMNOPQ\"|best_plate_number: must have",
        "\"ABC1234\"|1234|best_plate_number: must be a string",
        "93.5|935|best_confidence: must be within",
        "93.5|93.5,\"candidates\":{}|candidates: must be an array",
        "93.5|93.5,\"candidates\":[1]|candidates[0]: must be an object",
        "93.5|93.5,\"gps_latitude\":\"x\"|gps_latitude: must be a number",
        "1795529109250|1795529109|epoch_start: is not milliseconds"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(GROUP.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  private static String recorded(String name) throws Exception {
    Optional<byte[]> body = Samples.recorded("lpr/openalpr/" + name);
    assumeTrue(body.isPresent(), "skipped: recorded messages are absent");
    return new String(body.orElseThrow(), StandardCharsets.UTF_8);
  }

  private Decoded decode(String json) throws MalformedMessage {
    return decoder.decode(message(json));
  }

  private static Message message(String json) {
    return new Message(
        json.getBytes(StandardCharsets.UTF_8), "application/json", Map.of(), Instant.EPOCH);
  }
}
