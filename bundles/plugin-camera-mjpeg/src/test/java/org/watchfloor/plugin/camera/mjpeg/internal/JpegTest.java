package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JpegTest {
  private final byte[] whole = Samples.jpeg(3);

  @Test
  void aWholePictureIsWholeAlsoWhenPadded() {
    assertThat(Jpeg.whole(whole)).isTrue();
    assertThat(Jpeg.whole(Samples.join(whole, new byte[500]))).isTrue();
  }

  @Test
  void aPictureCutAnywhereIsNotWhole() {
    for (int length = 0; length < whole.length; length++) {
      assertThat(Jpeg.whole(Arrays.copyOf(whole, length))).as("cut at %s", length).isFalse();
    }
  }

  @Test
  void theEndOfAThumbnailIsNotTheEnd() {
    byte[] thumbnail = Samples.jpeg(1);
    int length = thumbnail.length + 2;
    byte[] exif = {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length};
    byte[] picture =
        Samples.join(
            Arrays.copyOf(whole, 2), exif, thumbnail, Arrays.copyOfRange(whole, 2, whole.length));
    assertThat(Jpeg.whole(picture)).isTrue();
    assertThat(Jpeg.whole(Arrays.copyOf(picture, thumbnail.length + 200))).isFalse();
  }

  @Test
  void otherThingsAreNoPictures() {
    assertThat(Jpeg.whole(new byte[0])).isFalse();
    assertThat(Jpeg.whole(Samples.ascii("<html>401</html>"))).isFalse();
    assertThat(Jpeg.whole(new byte[1 << 16])).isFalse();
  }

  @Test
  void anyBytesHaveAnAnswer() {
    Random random = new Random(15);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int n = random.nextInt(8); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
      }
      Jpeg.whole(bytes); // neither throws nor runs for ever
    }
  }
}
