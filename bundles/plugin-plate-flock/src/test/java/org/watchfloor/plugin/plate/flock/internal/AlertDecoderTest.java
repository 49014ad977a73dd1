package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;

class AlertDecoderTest {
  private final List<String> fetched = new ArrayList<>();

  @Test
  void theReadAndTheHitHaveThePicture() throws Exception {
    Decoded decoded = decode(Alerts.text("alert.json"));
    assertThat(decoded.signals())
        .extracting(Signal::kind)
        .containsExactly(Kind.PLATE_READ, AlertKind.KIND);
    assertThat(decoded.media()).hasSize(1);
    assertThat(decoded.signals())
        .allSatisfy(
            one -> assertThat(one.media()).extracting(MediaRef::role).containsExactly("vehicle"));
  }

  @Test
  void anAddressThatHasExpiredIsNotTried() throws Exception {
    String late = Alerts.text("alert.json").replace("15:05:01Z", "14:05:09Z");
    assertThat(decode(late).media()).isEmpty();
    assertThat(fetched).isEmpty();
    String never = Alerts.text("alert.json").replace("2026-11-24T15:05:01Z", "soon");
    assertThat(decode(never).media()).as("a time that is none costs nothing").hasSize(1);
  }

  /** Another list that has the same read is another lead; the same alert again is not. */
  @Test
  void theKeyIsOfTheReadAndOfItsLists() throws Exception {
    String alert = Alerts.text("alert.json");
    String key = hit(alert).vendorKey();
    String turned =
        alert
            .replace("NCIC", "x")
            .replace("Robbery unit", "NCIC")
            .replace("\"x\"", "\"Robbery unit\"");
    assertThat(hit(alert.replace("2026-11-24T15", "2026-11-24T16")).vendorKey()).isEqualTo(key);
    assertThat(hit(turned).vendorKey()).isNotEqualTo(key);
    assertThat(decode(turned).signals().get(0).vendorKey())
        .isEqualTo(decode(alert).signals().get(0).vendorKey());
  }

  @Test
  void aConfidenceOfAnotherScaleAndAPlaceOfNoneAreUnknown() throws Exception {
    Signal read =
        decode(
                Alerts.text("alert.json")
                    .replace("0.93", "93")
                    .replace("36.0999", "0")
                    .replace("-80.2442", "0"))
            .signals()
            .get(0);
    assertThat(((PlateRead) read.detail()).confidence()).isEmpty();
    assertThat(read.location()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "north_carolina,us-nc",
    "NC,us-nc",
    "North Carolina,us-nc",
    "washington_dc,us-dc",
    "ontario,ontario"
  })
  void theStateIsAsTheCenterWritesIt(String said, String region) throws Exception {
    Signal read =
        decode(Alerts.text("alert.json").replace("north_carolina", said)).signals().get(0);
    assertThat(((PlateRead) read.detail()).region()).isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource({"''", "unknown", "noplate", "' '"})
  void aPlateThatWasNotReadIsNoRead(String label) throws Exception {
    List<Signal> signals = decode(Alerts.text("alert.json").replace("ABC1234", label)).signals();
    assertThat(signals).extracting(Signal::kind).containsExactly(AlertKind.KIND);
    assertThat(((Fields) signals.get(0).detail()).values()).containsEntry("plate", "not read");
  }

  @Test
  void aReadOnNoListIsOnlyARead() throws Exception {
    String alert =
        Alerts.text("alert.json").replaceAll("(?s)\"sources\": \\[.*]", "\"sources\": []");
    assertThat(decode(alert).signals()).extracting(Signal::kind).containsExactly(Kind.PLATE_READ);
  }

  @ParameterizedTest
  @CsvSource({
    "\"objectId\",\"other\",objectId",
    "\"deviceExternalId\",\"other\",deviceExternalId",
    "\"eventTime\",\"other\",eventTime",
    "\"sources\",\"other\",sources",
    "2026-11-24T14:05:01.250Z,2026-11-24T14:05:01,eventTime",
    "ABC1234,ABCDEFGHIJKLMNOPQ,ocr.label",
    "north_carolina,a_state_with_a_name_of_more_than_32_characters,ocr.state"
  })
  void whatIsMissingOrNoSuchThingIsNamed(String old, String now, String field) throws Exception {
    String alert = Alerts.text("alert.json").replace(old, now);
    assertThatThrownBy(() -> decode(alert))
        .isInstanceOfSatisfying(
            MalformedMessage.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private Signal hit(String alert) throws MalformedMessage {
    return decode(alert).signals().get(1);
  }

  private Decoded decode(String alert) throws MalformedMessage {
    return new AlertDecoder(
            address -> {
              fetched.add(address);
              return Optional.of(Media.of(Alerts.JPEG, "image/jpeg", "vehicle"));
            })
        .decode(Alerts.of(alert));
  }
}
