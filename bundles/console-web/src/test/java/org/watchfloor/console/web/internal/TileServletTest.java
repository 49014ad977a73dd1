package org.watchfloor.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.json.Json;

class TileServletTest {
  private static final String[] VIEWER = {"Authorization", "Bearer viewer"};
  private static final byte[] NORTH = "north".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SOUTH = "south".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private TileSets sets;
  private Served served;

  @BeforeEach
  void start() throws Exception {
    // zoom 1: row 1 is the northern half in the file, and y 0 in addresses
    MbTilesFile.write(
        folder.resolve("city.mbtiles"),
        Map.of(
            "format", "pbf",
            "bounds", "-81,35,-80,36",
            "center", "-80.5,35.5,12",
            "attribution", "<a href='x'>Somebody</a>"),
        Map.of("1/0/1", gzip(NORTH), "1/0/0", gzip(SOUTH), "3/5/5", SOUTH));
    sets = new TileSets(folder);
    served = new Served(Map.of("/tiles/*", new TileServlet(new FakeAccess(), sets, "")));
  }

  @AfterEach
  void stop() throws Exception {
    served.close();
    sets.close();
  }

  @Test
  void nothingIsShownWithoutSignIn() throws Exception {
    for (String path : new String[] {"/tiles", "/tiles/city/1/0/0", "/tiles/none/12/0/0"}) {
      assertThat(served.get(path).statusCode()).as(path).isEqualTo(401);
      assertThat(served.get(path, "Cookie", "watchfloor=wrong").statusCode()).isEqualTo(401);
      assertThat(served.get(path, "Authorization", "Bearer sensor").statusCode()).isEqualTo(403);
    }
    assertThat(served.get("/tiles", "Cookie", "a=b; watchfloor=session-of-vera").statusCode())
        .isEqualTo(200);
  }

  @Test
  void yIsCountedFromTheNorth() throws Exception {
    HttpResponse<byte[]> north = served.get("/tiles/city/1/0/0", VIEWER);
    assertThat(north.body()).isEqualTo(NORTH);
    assertThat(served.get("/tiles/city/1/0/1", VIEWER).body()).isEqualTo(SOUTH);
    assertThat(north.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.mapbox-vector-tile");
    assertThat(north.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void vectorTilesStayPackedForThoseWhoTakeThat() throws Exception {
    HttpResponse<byte[]> packed =
        served.get(
            "/tiles/city/1/0/0", "Authorization", "Bearer viewer", "Accept-Encoding", "br, gzip");
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.body()).isEqualTo(gzip(NORTH));
    HttpResponse<byte[]> plain =
        served.get(
            "/tiles/city/1/0/0", "Authorization", "Bearer viewer", "Accept-Encoding", "gzip;q=0");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.body()).isEqualTo(NORTH);
  }

  @Test
  void aTileThatTheBrowserHasIsNotSentAgain() throws Exception {
    String etag =
        served.get("/tiles/city/1/0/0", VIEWER).headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again =
        served.get("/tiles/city/1/0/0", "Authorization", "Bearer viewer", "If-None-Match", etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertThat(served.get("/tiles/city/2/0/0", VIEWER).statusCode()).isEqualTo(204);
    assertThat(served.get("/tiles/none/2/0/0", VIEWER).statusCode()).isEqualTo(404);
    assertThat(served.get("/tiles/city/1/2/0", VIEWER).statusCode()).isEqualTo(400);
    assertThat(served.get("/tiles/city/99/0/0", VIEWER).statusCode()).isEqualTo(400);
    assertThat(served.get("/tiles/city/x", VIEWER).statusCode()).isEqualTo(404);
  }

  @Test
  void theListSaysWhatTheSetSaysOfItself() throws Exception {
    JsonNode list = list();
    assertThat(list.at("/shown").asText()).isEqualTo("city");
    JsonNode city = list.at("/items/0");
    assertThat(city.get("format").asText()).isEqualTo("pbf");
    assertThat(city.at("/bounds/3").asDouble()).isEqualTo(36);
    assertThat(city.at("/center/2").asDouble()).isEqualTo(12);
    assertThat(city.get("minzoom").asInt()).isEqualTo(1);
    assertThat(city.get("maxzoom").asInt()).isEqualTo(3);
    assertThat(city.get("attribution").asText()).isEqualTo("Somebody");
  }

  @Test
  void aNewFileIsFoundAndABrokenOneHarmsNobody() throws Exception {
    assertThat(list().get("items")).hasSize(1);
    Files.writeString(folder.resolve("broken.mbtiles"), "no database");
    Files.writeString(folder.resolve("not allowed.mbtiles"), "no name for an address");
    MbTilesFile.write(
        folder.resolve("photo.mbtiles"), Map.of("format", "png"), Map.of("0/0/0", NORTH));
    await(() -> list().get("items").size() == 2);
    HttpResponse<byte[]> photo = served.get("/tiles/photo/0/0/0.png", VIEWER);
    assertThat(photo.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(photo.body()).isEqualTo(NORTH);
    Files.delete(folder.resolve("photo.mbtiles"));
    await(() -> served.get("/tiles/photo/0/0/0", VIEWER).statusCode() == 404);
  }

  @Test
  void aReplacedFileIsReadAgain() throws Exception {
    assertThat(served.get("/tiles/city/1/0/0", VIEWER).body()).isEqualTo(NORTH);
    Path next = folder.resolve("next");
    MbTilesFile.write(next, Map.of("format", "pbf"), Map.of("1/0/1", SOUTH));
    Files.move(next, folder.resolve("city.mbtiles"), StandardCopyOption.REPLACE_EXISTING);
    await(
        () -> {
          byte[] body = served.get("/tiles/city/1/0/0", VIEWER).body();
          return new String(body, StandardCharsets.UTF_8).equals("south");
        });
  }

  @Test
  void aFolderThatIsNotThereIsAnEmptyList() throws Exception {
    try (TileSets none = new TileSets(folder.resolve("none"))) {
      assertThat(none.all()).isEmpty();
    }
  }

  @Test
  void noAddressMakesItFail() throws Exception {
    Random random = new Random(7);
    String letters = "0123456789/.-%2eacityz";
    for (int i = 0; i < 400; i++) {
      StringBuilder path = new StringBuilder("/tiles/");
      if (random.nextBoolean()) {
        path.append("city/");
      }
      for (int n = random.nextInt(24); n > 0; n--) {
        path.append(letters.charAt(random.nextInt(letters.length())));
      }
      String address = path.toString().replace("%", "");
      assertThat(served.get(address, VIEWER).statusCode()).as(address).isLessThan(500);
    }
  }

  private JsonNode list() throws Exception {
    return Json.parse(served.get("/tiles", VIEWER).body());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("within 10 s").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
