package org.watchfloor.toolkit.plates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.GeoPoint;

class PlateMappingTest {
  private static final PlateMapping MAPPING =
      new PlateMapping(
          Times.of("iso | MM/dd/yyyy h:mm:ss a | epoch-s", "America/New_York", false),
          PlateText.of("unknown, NoPlate, --"),
          100);

  private final Map<Field, String> texts =
      new EnumMap<>(Map.of(Field.PLATE, "abc1234", Field.TIME, "2026-11-24T14:05:09Z"));

  @Test
  void takesAllThatThereIs() throws Exception {
    texts.putAll(
        Map.of(
            Field.DEVICE, "north",
            Field.REGION, "NC",
            Field.CONFIDENCE, "93.5 %",
            Field.MAKE, "Ford",
            Field.HEADING, "Northwest Bound",
            Field.LATITUDE, "36,1",
            Field.LONGITUDE, "-80.2"));
    PlateMapping.Mapped mapped = read().orElseThrow();
    assertThat(mapped.read().plate()).isEqualTo("ABC1234");
    assertThat(mapped.read().make()).isEqualTo("ford");
    assertThat(mapped.read().confidence()).contains(0.935);
    assertThat(mapped.read().heading()).contains(315.0);
    assertThat(mapped.place()).contains(GeoPoint.of(36.1, -80.2));
    assertThat(mapped.at()).isEqualTo(Instant.parse("2026-11-24T14:05:09Z"));
    assertThat(mapped.device()).isEqualTo("north");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Unknown", "NOPLATE", "--", "- - -", "?", "noplate "})
  void noPlateIsNoRead(String plate) throws Exception {
    texts.put(Field.PLATE, plate);
    texts.remove(Field.TIME);
    assertThat(read()).isEmpty();
  }

  @Test
  void lettersThatLookTheSameAreLatin() throws Exception {
    texts.put(Field.PLATE, "\u0410\u0412\u0421 \u03a51\uff12\u0431");
    assertThat(read().orElseThrow().read().plate()).isEqualTo("ABC Y12\u0411");
  }

  @ParameterizedTest
  @CsvSource({"255", "-1", "n/a", "''", "101", "1e400", "NaN"})
  void aConfidenceOutsideOfItsScaleIsUnknown(String confidence) throws Exception {
    texts.put(Field.CONFIDENCE, confidence);
    assertThat(read().orElseThrow().read().confidence()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NB,0", "SSW,202.5", "east-bound,90", "West,270", "359.5,359.5", "360,360"})
  void directionsHaveNumbersOrNames(String text, double degrees) throws Exception {
    texts.put(Field.HEADING, text);
    assertThat(read().orElseThrow().read().heading()).contains(degrees);
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "361", "-1", "", "away", "NN"})
  void whatIsNoDirectionIsUnknown(String text) throws Exception {
    texts.put(Field.HEADING, text);
    assertThat(read().orElseThrow().read().heading()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.0,-0.000", "91,1", "1,181", "x,1", "'',1", "1,''"})
  void whatIsNoPlaceIsNone(String latitude, String longitude) throws Exception {
    texts.put(Field.LATITUDE, latitude);
    texts.put(Field.LONGITUDE, longitude);
    assertThat(read().orElseThrow().place()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T14:05:09Z,2026-11-24T14:05:09Z",
    "2026-11-24 09:05:09,2026-11-24T14:05:09Z",
    "2026-07-24 09:05:09.25,2026-07-24T13:05:09.250Z",
    "2026-11-24T09:05:09-05:00,2026-11-24T14:05:09Z",
    "11/24/2026 9:05:09 am,2026-11-24T14:05:09Z",
    "1795529109,2026-11-24T14:05:09Z",
    "1795529109.25,2026-11-24T14:05:09.250Z",
    "2026-11-01 01:30:00,2026-11-01T05:30:00Z",
    "2026-03-08 02:30:00,2026-03-08T07:30:00Z",
  })
  void readsEachFormOfATime(String text, Instant time) throws Exception {
    texts.put(Field.TIME, text);
    assertThat(read().orElseThrow().at()).isEqualTo(time);
  }

  @Test
  void localTimesThatAreSoldAsUtcAreLocal() throws Exception {
    Times times = Times.of("iso", "America/New_York", true);
    assertThat(times.read("2026-11-24T09:05:09Z")).isEqualTo(Instant.parse("2026-11-24T14:05:09Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "0", "1795529109250", "1E999999999", "1970-01-01T00:00:00Z", "2026"})
  void whatIsNoTimeIsRefused(String text) {
    texts.put(Field.TIME, text);
    assertThatThrownBy(this::read)
        .isInstanceOf(FieldFault.class)
        .hasMessageStartingWith("time: \"" + text)
        .hasMessageContaining("iso |");
  }

  @Test
  void plateAndTimeAreNeeded() {
    texts.put(Field.TIME, " ");
    assertThatThrownBy(this::read).hasMessage("time: is missing");
    texts.put(Field.PLATE, "ABCDEFGHIJKLMNOPQ");
    assertThatThrownBy(this::read).hasMessage("plate: must have at most 16 characters");
    texts.put(Field.PLATE, "AB\uFFFD");
    assertThatThrownBy(this::read).hasMessageStartingWith("plate: has bytes that are no letters");
  }

  @Test
  void theSameReadHasTheSameKey() throws Exception {
    String key = read().orElseThrow().key();
    assertThat(read().orElseThrow().key()).isEqualTo(key).hasSize(32);
    texts.put(Field.DEVICE, "south");
    assertThat(read().orElseThrow().key()).isNotEqualTo(key);
    texts.put(Field.ID, "4711");
    assertThat(read().orElseThrow().key()).isEqualTo("4711");
    texts.put(Field.ID, "x".repeat(257));
    assertThat(read().orElseThrow().key()).hasSize(32);
  }

  @Test
  void aSettingThatCannotWorkIsNamed() {
    assertThatThrownBy(() -> Times.of("HH:mm", "UTC", false))
        .hasMessageStartingWith("time.format: \"HH:mm\" is no pattern with a date");
    assertThatThrownBy(() -> Times.of("foo bar", "UTC", false)).hasMessageStartingWith("time.form");
    assertThatThrownBy(() -> Times.of("iso|", "UTC", false)).hasMessage("time.format: is missing");
    assertThatThrownBy(() -> Times.of("iso", "Mars", false)).hasMessageStartingWith("time.zone: ");
    assertThatThrownBy(() -> new PlateMapping(Times.of("iso", "UTC", false), PlateText.of(""), 0))
        .hasMessageStartingWith("confidence.max: ");
  }

  @Test
  void expressionsJoinChooseAndState() throws Exception {
    Map<String, String> row = Map.of("Date", "1", "Time", "2", "A+B", "3", "Blank", " ");
    assertThat(text("Date + Time", row)).isEqualTo("1 2");
    assertThat(text("Blank | Nothing | Time", row)).isEqualTo("2");
    assertThat(text("Nothing + Time", row)).isEqualTo("2");
    assertThat(text("'N + C'", row)).isEqualTo("N + C");
    assertThat(text("\"A+B\"", row)).isEqualTo("3");
    assertThat(text("", row)).isEmpty();
    for (String broken : new String[] {"A +", "| A", "'A", "'A'B'", "\""}) {
      assertThatThrownBy(() -> text(broken, row)).hasMessageStartingWith("key: ");
    }
  }

  private static String text(String expression, Map<String, String> row) throws FieldFault {
    return Expression.parse("key", expression, name -> name)
        .text(name -> row.getOrDefault(name, ""));
  }

  private Optional<PlateMapping.Mapped> read() throws FieldFault {
    return MAPPING.read(field -> texts.getOrDefault(field, ""));
  }
}
