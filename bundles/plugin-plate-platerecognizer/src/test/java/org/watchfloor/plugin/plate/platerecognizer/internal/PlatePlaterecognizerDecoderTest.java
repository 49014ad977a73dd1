package org.watchfloor.plugin.plate.platerecognizer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.Samples;

class PlatePlaterecognizerDecoderTest {
  private static final GeoPoint HERE = GeoPoint.of(36.5, -80.5);
  private static final String READ =
      "{\"hook\":{\"event\":\"recognition\"},\"data\":{\"camera_id\":\"c\","
          + "\"timestamp\":\"2026-11-24T14:05:09Z\",\"results\":[{\"plate\":\"abc12\","
          + "\"score\":0.8}]}}";

  private final PlatePlaterecognizerDecoder decoder =
      new PlatePlaterecognizerDecoder(Optional.of(HERE), 0.7);

  @Test
  void readsTheRecordedMessage() throws Exception {
    Optional<byte[]> recorded = Samples.recorded("lpr/platerecognizer/stream-webhook.json");
    assumeTrue(recorded.isPresent(), "skipped: recorded messages are absent");
    Signal signal = decode(new String(recorded.get(), StandardCharsets.UTF_8)).signals().get(0);
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("9JUB11");
    assertThat(read.region()).isEqualTo("gb");
    assertThat(read.confidence()).contains(0.839);
    assertThat(read.candidates())
        .extracting(PlateRead.Candidate::plate)
        .containsExactly("SJU88Y", "SJUBI");
    assertThat(read.body()).isEqualTo("big truck");
    assertThat(read.heading()).as("an angle within the picture is no compass").isEmpty();
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse("2021-09-29T05:56:13.606935Z"));
    assertThat(signal.device()).isEqualTo("camera-1");
    assertThat(signal.location()).contains(HERE);
  }

  @Test
  void aFormBringsThePictureOfTheWholeScene() throws Exception {
    byte[] json = READ.getBytes(StandardCharsets.UTF_8);
    Decoded decoded = form("json", json, Forms.JPEG);
    Media picture = decoded.media().get(0);
    assertThat(picture.toByteArray()).isEqualTo(Forms.JPEG);
    assertThat(picture.ref().role()).isEqualTo("scene");
    assertThat(decoded.signals().get(0).media()).containsExactly(picture.ref());
    Decoded noPicture = form("json", json, "<html>".getBytes(StandardCharsets.UTF_8));
    assertThat(noPicture.signals()).hasSize(1);
    assertThat(noPicture.media()).isEmpty();
    assertThatThrownBy(() -> form("other", json, Forms.JPEG))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("json: is missing");
  }

  @Test
  void largePicturesFitIn() throws Exception {
    assertThat(
            new PlatePlaterecognizerPlugin()
                .inbound(
                    Configs.of(PlatePlaterecognizerConfig.class, Map.of("_secret", "long-enough")))
                .get(0)
                .maxBytes())
        .isEqualTo(8 << 20);
    byte[] picture = new byte[7 << 20];
    System.arraycopy(Forms.JPEG, 0, picture, 0, Forms.JPEG.length);
    Decoded decoded = form("json", READ.getBytes(StandardCharsets.UTF_8), picture);
    assertThat(decoded.media().get(0).ref().length()).isEqualTo(7 << 20);
  }

  /** The transport refuses so much; a decoder that gets it all the same says why. */
  @Test
  void aPictureOfTwentyMegabytesInTheTextIsRefusedClearly() {
    String text = "\"image\":\"" + "QUJD".repeat(5_300_000) + "\",\"camera_id\"";
    assertThatThrownBy(() -> decode(READ.replace("\"camera_id\"", text)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("body: is not JSON: String value length");
  }

  @ParameterizedTest
  @CsvSource({"''", "unknown", "noplate", "--", "' '"})
  void aVehicleWithoutAPlateIsAcknowledgedAndNotKept(String plate) throws Exception {
    assertThat(decode(READ.replace("abc12", plate)).signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-24T14:05:09Z|2026-11-24 08:05:09-06:00|2026-11-24T14:05:09Z",
        "2026-11-24T08:05:09Z|2026-11-24 08:05:09-06:00|2026-11-24T14:05:09Z",
        "2026-11-24 14:05:09.5+00:00||2026-11-24T14:05:09.500Z",
        "2026-11-24T14:05:09Z|2026-11-24 14:05:09|2026-11-24T14:05:09Z",
        "2026-11-24T14:05:09Z|2026-11-23 08:05:09-06:00|2026-11-24T14:05:09Z"
      })
  void localTimeThatIsSoldAsUtcIsFoundByItsOffset(String utc, String local, String at)
      throws Exception {
    String times = utc + "\",\"timestamp_local\":\"" + (local == null ? "" : local);
    Signal signal = decode(READ.replace("2026-11-24T14:05:09Z", times)).signals().get(0);
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse(at));
  }

  @Test
  void lookAlikesOfOtherScriptsAreKeptAsRead() throws Exception {
    Signal signal = decode(READ.replace("abc12", "\u0430\u0432c12")).signals().get(0);
    assertThat(((PlateRead) signal.detail()).plate()).isEqualTo("\u0410\u0412C12");
  }

  @Test
  void aDoubtfulReadIsAcknowledgedAndNotKept() throws Exception {
    assertThat(decode(READ.replace("0.8", "0.69")).signals()).isEmpty();
    assertThat(decode(READ.replace(",\"score\":0.8", "")).signals()).hasSize(1);
  }

  @Test
  void onePlateTwiceInAPictureIsOneRead() throws Exception {
    String twice = READ.replace("[{", "[{\"plate\":\"ABC12\",\"score\":0.9},{");
    assertThat(decode(twice).signals()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"image", "status", "heartbeat"})
  void otherEventsAreAcknowledged(String event) throws Exception {
    assertThat(decode("{\"hook\":{\"event\":\"" + event + "\"},\"data\":1}").signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"data\":|\"date\":|data: is missing",
        "2026-11-24T14:05:09Z|2026-11-24 14:05|data.timestamp: is not a time with offset",
        "\"timestamp\"|\"time\"|data.timestamp: is missing",
        "\"abc12\"|12|data.results[0].plate: must be a string",
        "\"abc12\"|\"abcdefghijklmnopq\"|data.results[0].plate: must have 1 to 16",
        "0.8|255|data.results[0].score: must be within 0 to 1",
        "0.8|0.8,\"region\":\"us\"|data.results[0].region: must be an object"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(READ.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  private Decoded form(String field, byte[] json, byte[] upload) throws MalformedMessage {
    byte[] body = Forms.form(field, json, upload);
    return decoder.decode(new Message(body, Forms.TYPE, Map.of(), Instant.EPOCH));
  }

  private Decoded decode(String json) throws MalformedMessage {
    return decoder.decode(
        new Message(
            json.getBytes(StandardCharsets.UTF_8), "application/json", Map.of(), Instant.EPOCH));
  }
}
