package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.plugin.camera.mjpeg.internal.Samples.ascii;
import static org.watchfloor.plugin.camera.mjpeg.internal.Samples.join;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {
  private static final String TYPE = "multipart/x-mixed-replace; boundary=frame";
  private static final int MAX = 100_000;
  private final byte[] one = Samples.jpeg(1);
  private final byte[] two = Samples.jpeg(2);

  @Test
  void readsPartsWithLength() throws IOException {
    byte[] body = join(Samples.part(one), Samples.part(two), ascii("--frame--\r\n"));
    assertThat(read(TYPE, body)).containsExactly(one, two);
  }

  @Test
  void readsPartsWithoutLength() throws IOException {
    byte[] head = ascii("--frame\r\nContent-Type: image/jpeg\r\n\r\n");
    byte[] line = ascii("\r\n");
    assertThat(read(TYPE, join(head, one, line, head, two, line, ascii("--frame--"))))
        .containsExactly(one, two);
    assertThat(read(TYPE, join(head, one, line, head, two))).containsExactly(one, two);
  }

  @Test
  void readsWhatMotionSends() throws IOException {
    byte[] head =
        ascii(
            "--BoundaryString\r\nContent-type: image/jpeg\r\nContent-Length:     "
                + one.length
                + "\r\n\r\n");
    assertThat(
            read(
                "multipart/x-mixed-replace; boundary=BoundaryString",
                join(head, one, ascii("\r\n"), head, one, ascii("\r\n"))))
        .containsExactly(one, one);
  }

  @Test
  void readsEverySpellingOfABoundary() throws IOException {
    for (String spelling :
        List.of("frame", "--frame", "\"frame\"", "\"--frame\"", " frame", "--frame; x=y")) {
      byte[] body = join(Samples.part(one), Samples.part(two));
      assertThat(read("Multipart/X-Mixed-Replace;boundary=" + spelling, body))
          .as(spelling)
          .containsExactly(one, two);
    }
  }

  @Test
  void readsLinesThatEndInLfAlone() throws IOException {
    byte[] head = ascii("--frame\nContent-type: image/jpeg\n\n");
    assertThat(read(TYPE, join(head, one, ascii("\n"), head, two, ascii("\n--frame--\n"))))
        .containsExactly(one, two);
  }

  @Test
  void aPictureOfKnownLengthMayHoldTheBoundary() throws IOException {
    byte[] tricky = join(Arrays.copyOf(one, 50), ascii("\r\n--frame\r\n"), one);
    assertThat(read(TYPE, join(Samples.part(tricky), Samples.part(two))))
        .containsExactly(tricky, two);
  }

  @Test
  void tellsAnEndFromACut() throws IOException {
    assertThat(read(TYPE, new byte[0])).isEmpty();
    byte[] part = Samples.part(one);
    for (int cut : new int[] {40, 70, part.length - 200}) {
      assertThatThrownBy(() -> read(TYPE, Arrays.copyOf(part, cut)))
          .as("cut at %s", cut)
          .isInstanceOf(EOFException.class);
    }
    byte[] noLength = join(ascii("--frame\r\n\r\n"), Arrays.copyOf(one, one.length - 10));
    assertThatThrownBy(() -> read(TYPE, noLength)).isInstanceOf(EOFException.class);
  }

  @Test
  void holdsItsLimits() {
    assertThatThrownBy(() -> read(TYPE, join(ascii("--frame\r\nContent-Length: 999999\r\n\r\n"))))
        .hasMessageContaining("larger than max.bytes (100000)");
    assertThatThrownBy(() -> read(TYPE, join(ascii("--frame\r\n\r\n"), new byte[200_000])))
        .hasMessageContaining("larger than max.bytes (100000)");
    assertThatThrownBy(() -> read(TYPE, new byte[200_000]))
        .hasMessageContaining("no part begins within");
    assertThatThrownBy(() -> read(TYPE, join(ascii("--frame\r\n"), ascii("a".repeat(5_000)))))
        .hasMessageContaining("header line");
    assertThatThrownBy(() -> read(TYPE, join(ascii("--frame\r\n"), ascii("a: b\r\n".repeat(99)))))
        .hasMessageContaining("header lines");
  }

  @Test
  void refusesWhatIsNoMultipart() {
    for (String type :
        List.of("", "image/jpeg", "multipart/x-mixed-replace", "multipart/mixed; boundary=--")) {
      assertThatThrownBy(() -> read(type, Samples.part(one)))
          .as(type)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anyBytesGivePartsOrAClearRefusal() {
    Random random = new Random(15);
    byte[] noLength = ascii("--frame\r\nContent-Type: image/jpeg\r\n\r\n");
    byte[] good =
        join(
            Samples.part(one), noLength, two, ascii("\r\n"), Samples.part(two), ascii("--frame--"));
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int n = random.nextInt(10); n >= 0; n--) {
        // Most of the meaning is in the first bytes: headers and the delimiter.
        int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(100);
        if (at < bytes.length) {
          bytes[at] = (byte) random.nextInt(256);
        }
      }
      try {
        for (byte[] part : read(TYPE, bytes)) {
          assertThat(part.length).isLessThanOrEqualTo(MAX + 7);
        }
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static List<byte[]> read(String type, byte[] body) throws IOException {
    MultipartReader reader = new MultipartReader(new ByteArrayInputStream(body), type, MAX);
    List<byte[]> parts = new ArrayList<>();
    MultipartReader.Part part;
    while ((part = reader.next()) != null) {
      parts.add(part.body());
    }
    return parts;
  }
}
