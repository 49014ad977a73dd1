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
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
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

  private static final String RESULTS =
      "{\"uuid\":\"u\",\"epoch_time\":1795529109250,\"results\":["
          + "{\"plate\":\"ABC1234\",\"confidence\":92.5},{\"plate\":\"XYZ9999\"}]}";
  private static final String ALERT =
      "{\"data_type\":\"alpr_alert\",\"epoch_time\":1795529112000,\"plate_number\":\"ABC1234\","
          + "\"alert_list\":\"Stolen\",\"custom_data\":{\"API_KEY\":\"x\"},\"group\":"
          + GROUP
          + "}";

  private final PlateOpenalprDecoder decoder = decoder(Optional.of(HERE), true, true);

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
    PlateOpenalprDecoder nowhere = decoder(Optional.empty(), true, true);
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
  @CsvSource({"vehicle", "something_new"})
  void otherTypesAreAcknowledged(String type) throws Exception {
    assertThat(decode("{\"data_type\":\"" + type + "\"}").signals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "unknown", "NoPlate"})
  void aVehicleWhosePlateWasNotReadIsAcknowledgedAndNotKept(String plate) throws Exception {
    assertThat(decode(GROUP.replace("ABC1234", plate)).signals()).isEmpty();
    String frame = RESULTS.replace("ABC1234", plate);
    assertThat(decode(frame).signals())
        .extracting(signal -> ((PlateRead) signal.detail()).plate())
        .containsExactly("XYZ9999");
  }

  @Test
  void singlePicturesAreIgnoredWhereGroupsAreEnough() throws Exception {
    assertThat(decode(RESULTS).signals()).hasSize(2);
    PlateOpenalprDecoder groups = decoder(Optional.empty(), false, true);
    assertThat(groups.decode(message(RESULTS)).signals()).isEmpty();
    assertThat(groups.decode(message(GROUP)).signals()).hasSize(1);
  }

  @Test
  void theReadOfAnAlertIsThatOfItsGroup() throws Exception {
    List<Signal> signals = decode(ALERT).signals();
    assertThat(signals)
        .extracting(signal -> signal.kind().name())
        .containsExactly("plate.read", "plate.rekor-alert");
    assertThat(signals.get(0)).isEqualTo(decode(GROUP).signals().get(0));
    assertThat(signals.get(1).severity()).isEqualTo(Severity.MEDIUM);
    assertThat(signals.get(1).toString()).doesNotContain("API_KEY");
    assertThat(ListAlert.DESCRIPTOR.alertFrom()).as("no way around the look at a hit").isEmpty();
    PlateOpenalprDecoder quiet = decoder(Optional.empty(), true, false);
    assertThat(quiet.decode(message(ALERT)).signals()).hasSize(1);
  }

  @Test
  void anAlertMayComeWithoutItsGroupOrWithoutItsOwnPlate() throws Exception {
    String alone =
        "{\"data_type\":\"alpr_alert\",\"epoch_time\":1795529109250,\"plate_number\":\"a1\"}";
    Signal hit = decode(alone).signals().get(0);
    assertThat(((Fields) hit.detail()).values()).containsEntry("plate", "A1");
    assertThat(hit.vendorKey()).isEqualTo("alert///1795529109250/A1");
    String group = "{\"data_type\":\"alpr_alert\",\"group\":" + GROUP + "}";
    assertThat(decode(group).signals()).hasSize(2);
    assertThatThrownBy(() -> decode("{\"data_type\":\"alpr_alert\"}"))
        .hasMessageStartingWith("plate_number: is missing");
    assertThatThrownBy(() -> decode(ALERT.replace("\"best_uuid\"", "\"uuid\"")))
        .hasMessageStartingWith("group.best_uuid: is missing");
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
        "\"best_plate_number\"|\"plate\"|best_plate_number: is missing",
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

  private static PlateOpenalprDecoder decoder(
      Optional<GeoPoint> place, boolean frames, boolean agentHits) {
    return new PlateOpenalprDecoder(new Reads(place, 0.8), frames, false, agentHits);
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
