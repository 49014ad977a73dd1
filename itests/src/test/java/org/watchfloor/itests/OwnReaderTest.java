package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;
import org.watchfloor.tools.platemodel.TestScenes;

/**
 * Our own plate reader in the running center: from a picture file by the shell, and from a camera
 * of another plugin to the event stream. What it reads is the business of its own tests.
 */
class OwnReaderTest {
  /** A painted street whose plate is found. */
  private static final int STREET = 2;

  @TempDir Path folder;

  @Test
  void readsFilesAndCameras() throws Exception {
    byte[] street = TestScenes.street(STREET, "us").jpeg();
    HttpServer device = device(street);
    try (Center center = Center.start("start", folder.resolve("home"))) {
      Shell.admin(
          center, "feature:install watchfloor-plugin-camera-mjpeg watchfloor-plugin-plate-opencv");
      Path file = Files.write(folder.resolve("street.jpg"), street);
      String line = Shell.admin(center, "rtcc:plate-read --region us " + file);
      JsonNode read = new ObjectMapper().readTree(line.substring(line.indexOf('{')));
      assertThat(read.get("file").asText()).isEqualTo(file.toString());
      assertThat(read.get("plates")).isNotEmpty();
      String plate = read.get("plates").get(0).get("text").asText();

      camera(center, device.getAddress().getPort());
      try (EventStream events = EventStream.open(center, "?kinds=plate.read")) {
        center.configure(
            "org.watchfloor.source.plate-opencv~gate.cfg",
            Map.of("camera", "GATE", "region", "us", "confidence.min", "0"));
        center.awaitSource("plate-opencv~gate", "online");
        JsonNode entry = events.await("the plate", 60, e -> true).data();
        assertThat(entry.get("sourceId").asText()).isEqualTo("plate-opencv~gate");
        JsonNode signal = entry.get("signal");
        assertThat(signal.get("device").asText()).isEqualTo("GATE");
        assertThat(signal.get("detail").get("plate").asText())
            .as("nobody sees a plate without a reason")
            .isEqualTo("?");
      }
      Center.await("the read is in the history", () -> !looked(center, plate).isEmpty());
      assertThat(looked(center, plate).get(0).get("media")).hasSize(2);
    } finally {
      device.stop(0);
    }
  }

  private static JsonNode looked(Center center, String plate) {
    String query = "{\"plate\":\"%s\",\"reason\":\"itest\",\"caseNumber\":\"4711\"}";
    try {
      HttpResponse<String> found =
          center.send(
              "POST", "/api/v1/plates/reads/search", "application/json", query.formatted(plate));
      return new ObjectMapper().readTree(found.body()).get("items");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer device(byte[] picture) throws Exception {
    HttpServer device =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    device.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
          exchange.sendResponseHeaders(200, picture.length);
          exchange.getResponseBody().write(picture);
          exchange.close();
        });
    device.start();
    return device;
  }

  private static void camera(Center center, int port) throws Exception {
    center.configure(
        "org.watchfloor.source.camera-mjpeg~gate.cfg",
        Map.of("snapshot.url", "http://127.0.0.1:" + port + "/a.jpg"));
    center.awaitSource("camera-mjpeg~gate", "online");
    String camera =
        """
        [{"id":"GATE","name":"Gate","ownership":"owned","sourceId":"camera-mjpeg~gate",
          "location":{"type":"Point","coordinates":[-78.9,35.9]}}]
        """;
    assertThat(center.send("PUT", "/api/v1/cameras", "application/json", camera).statusCode())
        .isEqualTo(200);
  }
}
