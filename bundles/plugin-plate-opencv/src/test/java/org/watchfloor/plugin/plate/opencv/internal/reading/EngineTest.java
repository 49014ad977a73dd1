package org.watchfloor.plugin.plate.opencv.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.tools.platemodel.TestScenes;

/** The nets of this build against painted streets that they have never seen. */
class EngineTest {
  private static final int PICTURES = 24;
  private static Engine engine;

  @BeforeAll
  static void load(@TempDir Path folder) throws Exception {
    NativeOpenCv.load(folder);
    engine = new Engine();
  }

  @Test
  void readsPlatesOfTheUnitedStates() {
    Score score = score("us");
    System.out.println("painted streets, us: " + score);
    assertThat(score.located).isGreaterThan(PICTURES * 40 / 100);
    assertThat(score.exact).isGreaterThan(PICTURES * 25 / 100);
    assertThat(score.amongTen).isGreaterThanOrEqualTo(score.exact);
    assertThat(score.wrong).isLessThan(PICTURES * 30 / 100);
  }

  @Test
  void readsPlatesOfEurope() {
    Score score = score("eu");
    System.out.println("painted streets, eu: " + score);
    assertThat(score.located).isGreaterThan(PICTURES * 30 / 100);
    assertThat(score.exact).isGreaterThan(PICTURES * 15 / 100);
    assertThat(score.wrong).isLessThan(PICTURES * 30 / 100);
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThatThrownBy(() -> engine.read(new byte[] {1, 2, 3}, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("picture: 3 bytes that are neither JPEG nor PNG");
    assertThatThrownBy(() -> engine.read(new byte[0], ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCropIsAJpegAlsoAtTheRim() {
    byte[] street = TestScenes.street(1, "us").jpeg();
    Quad quad = new Quad(new double[] {-10, -5, 60, 0, 60, 30, -10, 25});
    byte[] crop = engine.crop(street, quad);
    assertThat(crop).startsWith(0xFF, 0xD8);
  }

  /** Counts of plates that were found, read, read among ten, and of what is no plate. */
  private record Score(int located, int exact, int amongTen, int wrong) {}

  private static Score score(String region) {
    int located = 0;
    int exact = 0;
    int ten = 0;
    int wrong = 0;
    for (int i = 0; i < PICTURES; i++) {
      TestScenes.Street street = TestScenes.street(i, region);
      List<Found> found = engine.read(street.jpeg(), region);
      for (Found plate : found) {
        boolean there = street.holds(plate.quad().centerX(), plate.quad().centerY());
        located += there ? 1 : 0;
        wrong += there ? 0 : 1;
        exact += there && plate.text().equals(street.text()) ? 1 : 0;
        ten +=
            there && plate.texts().stream().anyMatch(e -> e.getKey().equals(street.text())) ? 1 : 0;
      }
    }
    return new Score(located, exact, ten, wrong);
  }
}
