package org.watchfloor.plugin.plate.verkada.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Samples;

class PlateVerkadaDecoderTest {
  private static final String SECRET = "the-secret-of-command";
  private static final String READ =
      "{\"webhook_type\":\"lpr\",\"created_at\":1795529111,\"data\":{\"camera_id\":\"c1\","
          + "\"created\":1795529110,\"detected\":1795529109250,"
          + "\"license_plate_number\":\"ABC1234\",\"confidence\":0.5}}";

  private final PlateVerkadaDecoder decoder = decoder(Optional.empty(), "", 0);

  @Test
  void readsTheMessageOfTheDocumentation() throws Exception {
    Optional<byte[]> body = Samples.recorded("lpr/verkada/lpr-webhook-2025-09.json");
    assumeTrue(body.isPresent(), "skipped: recorded messages are absent");
    Signal signal = decode(new String(body.orElseThrow(), StandardCharsets.UTF_8)).get(0);
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("ABCD123");
    assertThat(read.region()).isEqualTo("us-ca");
    assertThat(read.confidence().orElseThrow()).isCloseTo(0.96304, within(1e-5));
    assertThat(signal.occurredAt()).isEqualTo(Instant.ofEpochMilli(1758302865879L));
    assertThat(signal.device()).isEqualTo("38718198-8a78-4718-a60f-68e1a8de30ac");
    assertThat(signal.media()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1795529109250,2026-11-24T14:05:09.250Z",
    "1795529109,2026-11-24T14:05:09Z",
    "1795529109.25,2026-11-24T14:05:09.250Z",
    "null,2026-11-24T14:05:10Z"
  })
  void secondsAndMillisecondsAreToldApart(String detected, Instant time) throws Exception {
    assertThat(decode(READ.replace("1795529109250", detected)).get(0).occurredAt()).isEqualTo(time);
  }

  @Test
  void theSameReadSentAgainWithAnotherEnvelopeHasTheSameKey() throws Exception {
    String again = READ.replace("1795529111", "1795529190");
    assertThat(decode(again).get(0).vendorKey()).isEqualTo(decode(READ).get(0).vendorKey());
    String other = READ.replace("ABC1234", "ABC1235");
    assertThat(decode(other).get(0).vendorKey()).isNotEqualTo(decode(READ).get(0).vendorKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "unknown", "NoPlate", "none"})
  void aVehicleWithoutAPlateIsAcknowledgedAndNotKept(String plate) throws Exception {
    assertThat(decode(READ.replace("ABC1234", plate))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"255", "96", "-1", "null"})
  void aConfidenceOfAnotherScaleIsUnknown(String confidence) throws Exception {
    Signal signal = decode(READ.replace("0.5", confidence)).get(0);
    assertThat(((PlateRead) signal.detail()).confidence()).isEmpty();
  }

  @Test
  void aDoubtfulReadAndOneOfAnotherCameraAreNotKept() throws Exception {
    assertThat(decoder(Optional.empty(), "", 0.51).decode(message(READ, "")).signals()).isEmpty();
    assertThat(decoder(Optional.empty(), "", 0.5).decode(message(READ, "")).signals()).hasSize(1);
    assertThat(decoder(Optional.empty(), "c2", 0).decode(message(READ, "")).signals()).isEmpty();
    assertThat(decoder(Optional.empty(), "c1", 0).decode(message(READ, "")).signals()).hasSize(1);
  }

  @Test
  void cyrillicLettersAreKeptAsTheyCame() throws Exception {
    Signal signal = decode(READ.replace("ABC1234", "\u0410\u0412\u04211234")).get(0);
    assertThat(((PlateRead) signal.detail()).plate()).isEqualTo("\u0410\u0412\u04211234");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"webhook_type\":\"lpr\"|\"type\":1|webhook_type: is missing",
        "\"data\"|\"date\"|data: is missing",
        "\"camera_id\":\"c1\"|\"camera\":1|data.camera_id: is missing",
        "\"license_plate_number\"|\"plate\"|data.license_plate_number: is missing",
        "\"ABC1234\"|\"ABCDEFGHIJKLMNOPQ\"|data.license_plate_number: must have at most",
        "\"ABC1234\"|1234|data.license_plate_number: must be a string",
        "0.5|\"0.5\"|data.confidence: must be a number",
        "1795529109250|17955291|data.detected: is neither seconds nor",
        "1795529109250|\"today\"|data.detected: must be a number"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(READ.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void aSignedMessageIsTaken() throws Exception {
    String signature = "1795529111|" + hmac(SECRET, READ + "|1795529111");
    assertThat(signed().decode(message(READ, signature)).signals()).hasSize(1);
  }

  @Test
  void whatIsNotSignedWithTheSecretIsRefused() throws Exception {
    String other = "1795529111|" + hmac("another-secret", READ + "|1795529111");
    String moved = "1795529112|" + hmac(SECRET, READ + "|1795529111");
    String bodyOnly = "1795529111|" + hmac(SECRET, READ);
    String old = "1795520000|" + hmac(SECRET, READ + "|1795520000");
    for (String signature : List.of("", "x", "|", "x|y", other, moved, bodyOnly, old)) {
      assertThatThrownBy(() -> signed().decode(message(READ, signature)))
          .as(signature)
          .isInstanceOf(MalformedMessage.class)
          .hasMessageStartingWith("Verkada-Signature: ")
          .hasMessageNotContaining(SECRET);
    }
  }

  private static PlateVerkadaDecoder signed() {
    return decoder(Optional.of(new Signature(SECRET)), "", 0);
  }

  private static PlateVerkadaDecoder decoder(
      Optional<Signature> signature, String camera, double minConfidence) {
    return new PlateVerkadaDecoder(signature, Optional.empty(), camera, minConfidence);
  }

  private List<Signal> decode(String json) throws MalformedMessage {
    return decoder.decode(message(json, "")).signals();
  }

  private static Message message(String json, String signature) {
    return new Message(
        json.getBytes(StandardCharsets.UTF_8),
        "application/json",
        Map.of("verkada-signature", signature),
        Instant.parse("2026-11-24T14:05:12Z"));
  }

  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
