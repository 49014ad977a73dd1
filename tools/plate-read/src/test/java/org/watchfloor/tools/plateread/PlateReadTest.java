package org.watchfloor.tools.plateread;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.tools.platemodel.TestScenes;

class PlateReadTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... args) throws Exception {
    return PlateRead.run(args, new PrintStream(out, true), new PrintStream(errors, true));
  }

  @Test
  void aLineForEachPictureAndTheRestIsSaid() throws Exception {
    Path street = folder.resolve("street.jpg");
    Files.write(street, TestScenes.street(2, "us").jpeg());
    Path broken = folder.resolve("broken.jpg");
    Files.write(broken, new byte[] {1, 2, 3});
    String absent = folder.resolve("absent.jpg").toString();

    assertThat(run("--region", "us", street.toString(), broken.toString(), absent)).isEqualTo(1);
    JsonNode line = Json.parse(out.toByteArray());
    assertThat(line.get("file").asText()).isEqualTo(street.toString());
    assertThat(line.get("plates").isArray()).isTrue();
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains(broken + ": picture: 3 bytes that are neither JPEG nor PNG")
        .contains(absent + ": cannot be read");
  }

  @Test
  void withoutPicturesItSaysHowItIsCalled() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).startsWith("usage: java -jar plate-read");
  }
}
