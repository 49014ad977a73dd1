package org.watchfloor.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.json.Json;

class SettingsServletTest {
  @Test
  void tellsNameAndZone() throws Exception {
    JsonNode settings = settings("Demo City PD", "America/Chicago");
    assertThat(settings.get("name").asText()).isEqualTo("Demo City PD");
    assertThat(settings.get("zone").asText()).isEqualTo("America/Chicago");
  }

  @Test
  void aZoneThatDoesNotExistIsTheMachines() throws Exception {
    assertThat(settings("x", "America/Nowhere").get("zone").asText())
        .isEqualTo(ZoneId.systemDefault().getId());
    assertThat(settings("x", " ").get("zone").asText()).isEqualTo(ZoneId.systemDefault().getId());
  }

  private static JsonNode settings(String name, String zone) throws Exception {
    try (Served served = new Served(Map.of("/*", new SettingsServlet(name, zone)))) {
      return Json.parse(served.get("/console/settings").body());
    }
  }
}
