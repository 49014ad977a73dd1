package org.watchfloor.core.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;

class SignalJsonTest {
  private static final Instant AT = Instant.parse("2026-11-24T14:05:09.120Z");

  private static final Map<String, Signal> GOLDEN =
      Map.of(
          "plate-read",
          Signal.of(Kind.PLATE_READ, "uuid-1", AT)
              .device("camera 12")
              .at(new GeoPoint(36.0999, -80.2442, 12.5))
              .detail(
                  new PlateRead(
                      "ABC1234",
                      "us-nc",
                      Optional.of(0.9387),
                      List.of(new PlateRead.Candidate("A8C1234", 0.81)),
                      "ford",
                      "black",
                      "sedan",
                      Optional.of(85.5)))
              .media(new MediaRef("0f".repeat(32), "image/jpeg", "plate", 812))
              .build(),
          "plate-read-characters",
          Signal.of(Kind.PLATE_READ, "uuid-2", AT)
              .detail(
                  new PlateRead(
                      "A?C",
                      "",
                      Optional.of(0.7),
                      List.of(),
                      "",
                      "",
                      "",
                      Optional.empty(),
                      List.of(
                          PlateCharacter.of("A", 0.98),
                          new PlateCharacter("?", 0.3, Map.of("B", 0.28)),
                          PlateCharacter.of("C", 0.9))))
              .build(),
          "gunshot",
          Signal.of(Kind.GUNSHOT_DETECTED, "g-1", AT)
              .severity(Severity.CRITICAL)
              .at(GeoPoint.of(36.1, -80.25))
              .detail(new Gunshot(Optional.of(3), Optional.of(0.92), true, "Multiple Gunshots"))
              .build(),
          "other-kind",
          Signal.of(new Kind("river.level-high"), "r-1", AT)
              .severity(Severity.MEDIUM)
              .detail(new Fields(Map.of("metres", 3.25)))
              .build());

  @ParameterizedTest
  @ValueSource(strings = {"plate-read", "plate-read-characters", "gunshot", "other-kind"})
  void isTheDocumentedJson(String name) throws Exception {
    String golden = resource(name + ".json");
    Signal signal = GOLDEN.get(name);
    assertThat(Json.text(SignalJson.write(signal))).isEqualTo(golden);
    assertThat(SignalJson.read(Json.parse(golden.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(signal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|kind|missing",
        "{\"kind\":\"Plate\"}|kind|lower-case",
        "{\"kind\":\"plate.read\"}|vendorKey|missing",
        "{\"kind\":\"plate.read\",\"vendorKey\":\"a\",\"occurredAt\":\"now\"}|occurredAt|RFC 3339",
        "{\"kind\":\"plate.read\",\"vendorKey\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"detail\":{}}|detail.plate|missing",
        "{\"kind\":\"plate.read\",\"vendorKey\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"detail\":{\"plate\":\"A\",\"confidence\":90}}|detail.confidence|within 0 to 1",
        "{\"kind\":\"a.b\",\"vendorKey\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"location\":{\"type\":\"Point\",\"coordinates\":[200,0]}}|location.coordinates|longitude",
        "{\"kind\":\"a.b\",\"vendorKey\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"severity\":\"urgent\"}|severity|none of info",
      })
  void refusalNamesTheField(String json, String field, String reason) {
    assertThatThrownBy(() -> SignalJson.read(Json.parse(json.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOfSatisfying(
            JsonFault.class,
            fault -> {
              assertThat(fault.field()).isEqualTo(field);
              assertThat(fault.reason()).contains(reason);
            });
  }

  @Test
  void anyBytesGiveASignalOrAFault() throws Exception {
    Random random = new Random(4711);
    byte[] whole = resource("plate-read.json").getBytes(StandardCharsets.UTF_8);
    int faults = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        SignalJson.read(Json.parse(bytes));
      } catch (JsonFault e) {
        faults++;
        assertThat(e.reason()).isNotBlank();
      }
    }
    assertThat(faults).isBetween(1, 50_000);
  }

  @Test
  void deepNestingIsAFaultNotAStackOverflow() {
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(JsonFault.class);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SignalJsonTest.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IOException("/golden/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
