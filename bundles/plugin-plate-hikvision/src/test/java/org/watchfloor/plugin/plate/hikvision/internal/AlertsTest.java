package org.watchfloor.plugin.plate.hikvision.internal;

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
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.Samples;

class AlertsTest {
  private final String own;
  private final AlertDecoder decoder = decoder(Map.of());

  AlertsTest() throws Exception {
    own = new String(Samples.own(AlertsTest.class, "anpr.xml"), StandardCharsets.UTF_8);
  }

  @Test
  void readsTheRecordedAlert() throws Exception {
    Signal signal = decode(recorded("lpr/hikvision/anpr.xml")).signals().get(0);
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("PECT600");
    assertThat(read.confidence()).contains(0.97);
    assertThat(read.characters()).hasSize(7).containsOnlyOnce(PlateCharacter.of("P", 0.99));
    assertThat(read.color()).isEqualTo("white");
    assertThat(read.body()).isEqualTo("vehicle");
    assertThat(read.region()).as("NON is no country").isEmpty();
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse("2024-01-19T03:17:19Z"));
    assertThat(signal.device()).isEqualTo("d4:e8:53:bc:4c:02/1");
    assertThat(signal.vendorKey()).startsWith("2024011911172144900FlER");
    assertThat(signal.location().orElseThrow().latitude()).isCloseTo(0.3667, within(1e-4));
  }

  @Test
  void theRecordedAlertWithPicturesNamesWhatEachShows() throws Exception {
    byte[] form = Bodies.form(Bodies.text(recorded("lpr/hikvision/anpr.xml")));
    Decoded decoded = decoder.decode(Bodies.message(form, Bodies.FORM));
    assertThat(decoded.media()).extracting(m -> m.ref().role()).containsExactly("plate", "scene");
    assertThat(decoded.media().get(1).toByteArray()).isEqualTo(Bodies.jpeg(2));
    assertThat(decoded.signals().get(0).media())
        .isEqualTo(decoded.media().stream().map(Media::ref).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fielddetection_human",
        "fielddetection_vehicle",
        "nvr_2_fielddetection",
        "pir",
        "ipc_thermometry_motiondetection",
        "cam1_DS-2CD2T46G2-ISU_io_notification"
      })
  void otherRecordedEventsAreAcknowledged(String name) throws Exception {
    String path = "camera/hikvision/EventNotificationAlert/" + name + ".xml";
    assertThat(decode(recorded(path)).signals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xmlns=\"http://www.hikvision.com/ver20/XMLSchema\"",
        "xmlns=\"http://www.hikvision.com/ver10/XMLSchema\"",
        "xmlns=\"http://www.isapi.org/ver20/XMLSchema\"",
        "xmlns=\"urn:psialliance-org\"",
        ""
      })
  void theNamespaceDoesNotCount(String namespace) throws Exception {
    String xml = own.replace("xmlns=\"http://www.hikvision.com/ver20/XMLSchema\"", namespace);
    assertThat(plate(xml)).isEqualTo("ABC1234");
    assertThat(plate("\r\n" + xml)).isEqualTo("ABC1234");
  }

  @Test
  void everyCharacterHasItsConfidence() throws Exception {
    List<PlateCharacter> characters = read(own).characters();
    assertThat(characters)
        .extracting(PlateCharacter::value)
        .containsExactly("A", "B", "C", "1", "2", "3", "4");
    assertThat(characters.get(6).confidence()).isEqualTo(0.61);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99", "99,98,97,96,95,94,255", "99,98,97,96,95,94,x", "0,0,0,0,0,0,0", ""})
  void confidencesThatDoNotFitThePlateAreNone(String believe) throws Exception {
    assertThat(read(own.replace("99,98,97,96,95,94,61", believe)).characters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"255", "-1", "''", "high"})
  void aConfidenceThatIsNoPercentageIsUnknown(String level) throws Exception {
    String xml = own.replace(">93<", ">" + level + "<");
    assertThat(read(xml).confidence()).isEmpty();
    assertThat(decoder(Map.of("minConfidence", 90)).decode(message(xml)).signals()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"unknown", "''", "noplate", "--"})
  void aVehicleWithoutAPlateIsAcknowledgedAndNotKept(String plate) throws Exception {
    assertThat(decode(own.replace(">abc1234</l", ">" + plate + "</l")).signals()).isEmpty();
  }

  @Test
  void noPositionIsNone() throws Exception {
    String zero = own.replaceAll("<(degree|minute|sec)>[0-9.]+", "<$1>0");
    assertThat(decode(zero).signals().get(0).location()).isEmpty();
    String wild = own.replace("<degree>36<", "<degree>117<");
    assertThat(decode(wild).signals().get(0).location()).isEmpty();
    GeoPoint said = decode(own).signals().get(0).location().orElseThrow();
    assertThat(said.longitude()).isCloseTo(-80.2442, within(1e-4));
    assertThat(said.latitude()).isCloseTo(36.0999, within(1e-4));
    assertThat(
            decoder(Map.of("latitude", 1.0, "longitude", 2.0))
                .decode(message(own))
                .signals()
                .get(0)
                .location())
        .as("the administrator knows better")
        .contains(GeoPoint.of(1, 2));
  }

  @Test
  void aTimeWithoutOffsetNeedsTheZone() throws Exception {
    String local = own.replace("08:05:07-06:00", "08:05:07");
    assertThatThrownBy(() -> decode(local))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("dateTime: has no offset; set timeZone to the zone of the device's clock");
    Signal signal =
        decoder(Map.of("timeZone", "America/Chicago")).decode(message(local)).signals().get(0);
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:05:07Z"));
    String old = own.replace("07-06:00", "07-6:00");
    assertThat(decode(old).signals().get(0).occurredAt())
        .isEqualTo(Instant.parse("2026-11-24T14:05:07Z"));
  }

  @Test
  void whatIsSentAgainHasTheSameKey() throws Exception {
    String again = own.replace("<isDataRetransmission>false", "<isDataRetransmission>true");
    assertThat(decode(again).signals().get(0).vendorKey())
        .isEqualTo(decode(own).signals().get(0).vendorKey());
    String without = own.replaceAll("<UUID>.*</UUID>", "");
    assertThat(decode(without).signals().get(0).vendorKey())
        .isEqualTo("02:00:5e:00:53:01/1/2026-11-24T14:05:07Z/ABC1234");
  }

  @Test
  void lookAlikesOfOtherScriptsAreKeptAsRead() throws Exception {
    assertThat(plate(own.replace(">abc1234</l", ">\u0430\u0432c1234</l")))
        .isEqualTo("\u0410\u0412C1234");
  }

  @Test
  void neitherFilesNorBombsAreRead() {
    String doctype =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<EventNotificationAlert><ANPR><licensePlate>&x;</licensePlate></ANPR>"
            + "</EventNotificationAlert>";
    assertThatThrownBy(() -> decode(doctype)).isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> decode("<a>".repeat(100_000)))
        .hasMessageContaining("more elements than an alert has");
    assertThatThrownBy(() -> decode("<a>" + "x".repeat(20 << 20) + "</a>"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("body: is XML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ANPR>|<anpr>|body: is not XML",
        "EventNotificationAlert|ResponseStatus|body: is XML, but no EventNotificationAlert",
        ">abc1234</l|>ABCDEFGHIJKLMNOPQ</l|ANPR/licensePlate: must have at most 16",
        "2026-11-24T08:05:07-06:00|today|dateTime: is not a time like",
        "</EventNotificationAlert>||body: is not XML"
      })
  void aRefusalNamesTheElement(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(own.replace(part, broken == null ? "" : broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void aFormWithoutXmlSaysSo() {
    byte[] form = Bodies.join(Bodies.picture("a", Bodies.jpeg(1)), Bodies.text("--boundary--"));
    assertThatThrownBy(() -> decoder.decode(Bodies.message(form, Bodies.FORM)))
        .hasMessage("body: has no part that is XML");
  }

  private static AlertDecoder decoder(Map<String, Object> values) {
    Map<String, Object> all = new java.util.HashMap<>(values);
    all.put("_secret", "long-enough");
    try {
      return new AlertDecoder(new Alerts(Settings.of(Configs.of(PlateHikvisionConfig.class, all))));
    } catch (org.watchfloor.plugin.api.source.SourceException e) {
      throw new AssertionError(e);
    }
  }

  private static String recorded(String path) throws Exception {
    Optional<byte[]> body = Samples.recorded(path);
    assumeTrue(body.isPresent(), "skipped: recorded messages are absent");
    return new String(body.orElseThrow(), StandardCharsets.UTF_8);
  }

  private String plate(String xml) throws MalformedMessage {
    return read(xml).plate();
  }

  private PlateRead read(String xml) throws MalformedMessage {
    return (PlateRead) decode(xml).signals().get(0).detail();
  }

  private Decoded decode(String xml) throws MalformedMessage {
    return decoder.decode(message(xml));
  }

  private static org.watchfloor.plugin.api.source.Message message(String xml) {
    return Bodies.message(Bodies.text(xml), "application/xml");
  }
}
