package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/** What readers and the people behind hot lists really send, through a running center. */
class BadReadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-of-this-test";

  /** Far from UTC on every day of the year. */
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private static final int MIB = 1 << 20;

  @TempDir static Path home;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    center = Center.start("start", home);
    Shell.admin(center, "feature:install watchfloor-plugin-plate-genericjson");
    Map<String, String> reader = new LinkedHashMap<>();
    reader.put(".secret", SECRET);
    reader.put("plate", "/lp");
    reader.put("time", "/at");
    reader.put("confidence", "/sure");
    reader.put("latitude", "/lat");
    reader.put("longitude", "/lon");
    reader.put("picture.scene", "/picture");
    reader.put("time.zone", ZONE.getId());
    reader.put("time.offset.ignored", "true");
    center.configure("org.watchfloor.source.plate-genericjson~bad.cfg", reader);
    center.awaitSource("plate-genericjson~bad", "online");
    HttpResponse<String> imported =
        list(
            "stolen",
            "plate,state,reason\n"
                + "ABE1234,NC,stolen vehicle\n"
                + "UNKNOWN,NC,typed by somebody\n"
                + "\"TORN,NC\n"
                + "XYZ5678,NC,stolen vehicle\n");
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  private static HttpResponse<String> list(String name, String csv) throws Exception {
    return center.send("PUT", "/api/v1/plates/hotlists/" + name + "?owner=PD", "text/csv", csv);
  }

  /** With the local time of a camera that writes a Z behind it. */
  private static ObjectNode read(String plate, Instant at) {
    return JSON.createObjectNode()
        .put("lp", plate)
        .put("at", at.atZone(ZONE).toLocalDateTime() + "Z")
        .put("lat", 36.0999)
        .put("lon", -80.2442)
        .put("sure", 0.9);
  }

  private static int sent(ObjectNode read) throws Exception {
    byte[] body = read.toString().getBytes(StandardCharsets.UTF_8);
    return center.hook("plate-genericjson~bad/" + SECRET, body).statusCode();
  }

  private static JsonNode found(String plate) throws Exception {
    HttpResponse<String> answer =
        center.send(
            "POST",
            "/api/v1/plates/reads/search",
            "application/json",
            "{\"plate\":\"%s\",\"reason\":\"itest\",\"caseNumber\":\"4711\"}".formatted(plate));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("items");
  }

  private static JsonNode awaitFound(String plate) throws Exception {
    Center.await("the read of " + plate, () -> !isEmpty(plate));
    return found(plate).get(0);
  }

  private static boolean isEmpty(String plate) {
    try {
      return found(plate).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode hits() throws Exception {
    return center.get("/api/v1/plates/hits").get("items");
  }

  @Test
  void aListIsImportedButForItsBrokenLines() throws Exception {
    HttpResponse<String> again =
        list("broken", "plate,state,reason\nBRK1234,NC,stolen\n?,NC,no plate\n");
    JsonNode done = JSON.readTree(again.body());
    assertThat(done.get("imported").asInt()).as(again.body()).isEqualTo(1);
    assertThat(done.at("/faults/0/line").asInt()).isEqualTo(3);
    assertThat(done.at("/faults/0/reason").asText()).contains("plate");
  }

  @Test
  void aListThatLostNineTenthsStaysUntilSomebodyConfirmsIt() throws Exception {
    StringBuilder csv = new StringBuilder("plate,state,reason\n");
    for (int i = 0; i < 100; i++) {
      csv.append("LOST").append(i).append(",NC,stolen\n");
    }
    assertThat(list("shrinking", csv.toString()).statusCode()).isEqualTo(200);
    HttpResponse<String> cut = list("shrinking", csv.substring(0, 60));
    assertThat(cut.statusCode()).as(cut.body()).isEqualTo(202);
    assertThat(JSON.readTree(cut.body()).at("/list/entries").asInt()).isEqualTo(100);
  }

  @Test
  void whatIsNoPlateIsKeptAndHitsNothing() throws Exception {
    int before = hits().size();
    for (String none : new String[] {"unknown", "", "noplate", "UNKNOWN"}) {
      assertThat(sent(read(none, Instant.now()))).as(none).isEqualTo(200);
    }
    // behind the others in the journal, so that they were looked at when it is a hit
    assertThat(sent(read("XYZ5678", Instant.now()))).isEqualTo(200);
    Center.await("the hit behind them", () -> hit("XYZ5678"));
    assertThat(hits()).hasSize(before + 1);
  }

  private static boolean hit(String plate) {
    try {
      return hits().toString().contains("\"plate\":\"" + plate + "\"");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cyrillicLettersThatLookTheSameHitAndAreFound() throws Exception {
    assertThat(sent(read("\u0410\u0412\u04151234", Instant.now()))).isEqualTo(200);
    Center.await("the hit", () -> hit("ABE1234"));
    assertThat(awaitFound("ABE1234").get("plate").asText()).isEqualTo("ABE1234");
  }

  @Test
  void noPlaceAndAConfidenceOfAnotherScaleAreLeftOut() throws Exception {
    ObjectNode read = read("NOPLC01", Instant.now()).put("lat", 0).put("lon", 0).put("sure", 255);
    assertThat(sent(read)).isEqualTo(200);
    JsonNode found = awaitFound("NOPLC01");
    assertThat(found.has("location")).isFalse();
    assertThat(found.has("confidence")).isFalse();
  }

  @Test
  void aLocalTimeThatIsSoldAsUtcIsPutRight() throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    assertThat(sent(read("LOCAL01", at))).isEqualTo(200);
    assertThat(Instant.parse(awaitFound("LOCAL01").get("occurredAt").asText())).isEqualTo(at);
  }

  @Test
  void aPictureOfTwentyMegabytesIsRefusedAndTheNextReadIsTaken() throws Exception {
    ObjectNode large = read("LARGE01", Instant.now()).put("picture", "A".repeat(20 * MIB));
    assertThat(sent(large)).isEqualTo(413);
    assertThat(sent(read("SMALL01", Instant.now()))).isEqualTo(200);
    awaitFound("SMALL01");
    assertThat(found("LARGE01")).isEmpty();
  }
}
