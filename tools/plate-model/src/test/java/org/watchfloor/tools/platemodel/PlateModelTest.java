package org.watchfloor.tools.platemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateModelTest {
  @TempDir Path folder;

  @Test
  void theSameBitsEachTime() {
    PlateModel.Size tiny = PlateModel.Size.TINY;
    assertThat(PlateModel.finder(tiny)).isEqualTo(PlateModel.finder(tiny));
    StripPainter.Photo[] photos = PlateModel.photos(tiny);
    StripPainter.Photo[] again = PlateModel.photos(tiny);
    assertThat(PlateModel.corners(tiny, photos)).isEqualTo(PlateModel.corners(tiny, again));
    assertThat(PlateModel.reader(tiny, photos)).isEqualTo(PlateModel.reader(tiny, again));
  }

  @Test
  void noTrainingSeesThePlatesOfTheTests() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      assertThat(PlateLayout.draw(random, "", false).held()).isFalse();
      assertThat(PlateLayout.draw(random, "us", true).held()).isTrue();
      assertThat(PlateLayout.draw(random, "eu", true).held()).isTrue();
    }
  }

  @Test
  void whatIsInTheCacheIsNotMadeAgain() throws Exception {
    String[] args = {folder.resolve("out").toString(), "tiny", folder.resolve("cache").toString()};
    PlateModel.main(args);
    Path kept;
    try (var files = Files.list(folder.resolve("cache"))) {
      kept = files.findFirst().orElseThrow();
    }
    assertThat(kept.getFileName().toString()).startsWith("tiny-");
    Files.writeString(kept.resolve("reader.onnx"), "from the cache");
    PlateModel.main(args);
    assertThat(folder.resolve("out/reader.onnx")).hasContent("from the cache");
    assertThat(folder.resolve("out/finder.onnx")).isNotEmptyFile();
  }

  @Test
  void anotherSizeIsRefused() {
    assertThatThrownBy(() -> PlateModel.main(new String[] {folder.toString(), "huge"}))
        .hasMessage("plate.model: \"huge\" is none of small, full and tiny");
  }

  @Test
  void aPlateLiesWhereThePainterSays() {
    TestScenes.Street street = TestScenes.street(7, "eu");
    double x = (street.quad()[0] + street.quad()[4]) / 2;
    double y = (street.quad()[1] + street.quad()[5]) / 2;
    assertThat(street.holds(x, y)).isTrue();
    assertThat(street.holds(x + 600, y)).isFalse();
    assertThat(street.text()).matches("[A-Z0-9]{5,8}");
    assertThat(TestScenes.street(7, "eu").jpeg()).isEqualTo(street.jpeg());
  }
}
