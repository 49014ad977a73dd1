package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;

class PicturesTest {
  private static final Instant START = Instant.parse("2026-11-24T18:00:00Z");

  private final City city = new City();
  private final Director director = new Director(city);
  private final Pictures pictures = new Pictures();

  @Test
  void aPictureIsAJpegOfTheRightSizeAndTheNextOneIsDifferent() throws Exception {
    CityCamera camera = city.cameras().get(0);
    byte[] first = picture(camera, 30_000);
    BufferedImage image = read(first);
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(360);
    assertThat(first.length).isBetween(10_000, 90_000);
    assertThat(picture(camera, 30_200)).isNotEqualTo(first);
    assertThat(picture(camera, 30_000)).as("same moment, same picture").isEqualTo(first);
    assertThat(picture(city.cameras().get(1), 30_000)).isNotEqualTo(first);
  }

  @Test
  void aGunshotFlashesAndPeopleRun() throws Exception {
    Play play = Stage.script(city);
    Play.ShotDue due =
        (Play.ShotDue)
            play.due(-1, 60_000).stream()
                .filter(Play.ShotDue.class::isInstance)
                .findFirst()
                .orElseThrow();
    CityCamera camera = due.shot().camera();
    assertThat(director.scene(camera, 0, play, due.at() - 1).flash()).isEmpty();
    Scene shot = director.scene(camera, 0, play, due.at() + 10);
    assertThat(shot.flash()).isPresent();
    assertThat(shot.flash().get().ahead()).isBetween(20.0, 60.0);
    assertThat(director.scene(camera, 0, play, due.at() + 30_000).people()).isEmpty();
    Scene later = director.scene(camera, 0, play, due.at() + 60_000);
    assertThat(later.cars()).anyMatch(Scene.Car::blue);
    for (CityCamera other : city.junction(camera).orElseThrow().cameras()) {
      assertThat(director.scene(other, 0, play, due.at() + 10).flash())
          .as(other.name())
          .isPresent();
      assertThat(director.scene(other, 0, play, due.at() + 60_000).cars())
          .as(other.name())
          .anyMatch(Scene.Car::blue);
    }
    CityCamera elsewhere = city.cameras().get(23);
    assertThat(director.scene(elsewhere, 0, play, due.at() + 10).flash()).isEmpty();
  }

  @Test
  void theStolenCarIsSeenWhereItIsRead() throws Exception {
    Play play = Stage.script(city);
    int seen = 0;
    for (Play.Due due : play.due(-1, 600_000)) {
      if (due instanceof Play.PassDue pass) {
        String plate = pass.drive().vehicle().plate();
        CityCamera camera = pass.pass().reader().camera();
        assertThat(director.scene(camera, 0, play, due.at()).cars())
            .as("%s at %s", plate, camera.id())
            .anyMatch(car -> car.vehicle().plate().equals(plate));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(6);
  }

  @Test
  void everyLetterOfEveryNameCanBeWritten() {
    BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
    for (CityCamera camera : city.liveCameras()) {
      for (char letter : (camera.name() + camera.id()).replace(" ", "").toCharArray()) {
        Graphics2D g = image.createGraphics();
        g.clearRect(0, 0, 12, 12);
        PixelFont.draw(g, String.valueOf(letter), 1, 1, 1);
        g.dispose();
        int dots = 0;
        for (int i = 0; i < 144; i++) {
          dots += (image.getRGB(i % 12, i / 12) & 0xFFFFFF) != 0 ? 1 : 0;
        }
        assertThat(dots).as("dots of %s", letter).isPositive();
      }
    }
  }

  @Test
  void aReaderCutsOutTheCarAndItsPlate() throws Exception {
    Vehicle one = Vehicle.ordinary(1);
    Pictures.Crops crops = pictures.crops(one);
    assertThat(read(crops.vehicle()).getWidth()).isEqualTo(480);
    assertThat(read(crops.plate()).getWidth()).isEqualTo(200);
    assertThat(crops.vehicle().length + crops.plate().length).isBetween(5_000, 60_000);
    Vehicle other = new Vehicle("ABC1234", one.color(), one.paint(), one.make(), one.body());
    assertThat(pictures.crops(other).plate()).isNotEqualTo(crops.plate());
    assertThat(pictures.crops(one).plate()).as("the same car").isEqualTo(crops.plate());
    assertThat(Pictures.Crops.NONE.isNone()).isTrue();
    assertThat(crops.isNone()).isFalse();
  }

  /** Leaves a picture in target/, for a person to look at. */
  @Test
  void twelveMomentsCanBeDrawn() throws Exception {
    Play play = Stage.script(city);
    BufferedImage mosaic = new BufferedImage(3 * 640, 4 * 360, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = mosaic.createGraphics();
    long[] moments = {5_000, 20_050, 22_500, 80_000, 34_000, 33_000};
    for (int i = 0; i < 12; i++) {
      CityCamera camera = city.cameras().get(i < 6 ? 0 : i < 9 ? i - 6 : 2 * i - 11);
      long moment = i < 6 ? moments[i] : i < 9 ? 20_550 : 10_000 + 7_300L * i;
      byte[] jpeg =
          pictures.jpeg(
              camera, director.scene(camera, moment, play, moment), START.plusMillis(moment));
      assertThat(read(jpeg).getWidth()).isEqualTo(640);
      g.drawImage(read(jpeg), i % 3 * 640, i / 3 * 360, null);
    }
    Pictures.Crops crops = pictures.crops(play.stolen().get("DEMO404"));
    g.drawImage(read(crops.vehicle()), 1_400, 1_100, null);
    g.drawImage(read(crops.plate()), 1_690, 1_330, null);
    g.dispose();
    ImageIO.write(mosaic, "png", Path.of("target", "pictures.png").toFile());
  }

  private byte[] picture(CityCamera camera, long moment) {
    return pictures.jpeg(camera, director.scene(camera, moment, null, 0), START.plusMillis(moment));
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }
}
