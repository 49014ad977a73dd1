package org.watchfloor.core.isolation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.json.Json;

class FrameTest {
  private static byte[] written(Frame... frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(Channels.newChannel(out));
    for (Frame frame : frames) {
      writer.write(frame);
    }
    return out.toByteArray();
  }

  private static FrameReader reader(byte[] bytes) {
    return new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    byte[] large = new byte[3 << 20];
    new Random(1).nextBytes(large);
    Frame first = Frame.of(Json.object().put("m", "tänk"), new byte[0], large, new byte[] {7});
    Frame second = Frame.of(Json.object());
    FrameReader reader = reader(written(first, second));
    Frame read = reader.read();
    assertThat(read.head()).isEqualTo(first.head());
    assertThat(read.parts()).hasSize(3);
    assertThat(read.part(1)).isEqualTo(large);
    assertThat(reader.read().parts()).isEmpty();
    assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
  }

  @Test
  void anAnnouncedLengthCostsNoMemory() {
    // 79 MiB announced a thousand times, nothing sent: with the memory taken at once this dies
    for (int i = 0; i < 1_000; i++) {
      byte[] liar =
          ByteBuffer.allocate(18)
              .putInt(2)
              .put((byte) '{')
              .put((byte) '}')
              .putInt(1)
              .putInt(79 << 20)
              .array();
      assertThatThrownBy(() -> reader(liar).read()).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void limitsAreHeldByReaderAndWriter() {
    byte[] head = ByteBuffer.allocate(4).putInt(Frame.MAX_HEAD + 1).array();
    assertThatThrownBy(() -> reader(head).read())
        .isInstanceOf(FrameReader.FrameBroken.class)
        .hasMessageContaining("head");
    byte[] negative = ByteBuffer.allocate(4).putInt(-1).array();
    assertThatThrownBy(() -> reader(negative).read()).isInstanceOf(FrameReader.FrameBroken.class);
    byte[] notJson =
        ByteBuffer.allocate(10)
            .putInt(2)
            .put("[]".getBytes(StandardCharsets.US_ASCII))
            .putInt(0)
            .array();
    assertThatThrownBy(() -> reader(notJson).read()).hasMessageContaining("no JSON object");
    Frame huge = Frame.of(Json.object(), new byte[Frame.MAX_BODY], new byte[1]);
    assertThatThrownBy(() -> written(huge)).isInstanceOf(FrameWriter.FrameTooLarge.class);
    Frame many = new Frame(Json.object(), java.util.Collections.nCopies(20_001, new byte[0]));
    assertThatThrownBy(() -> written(many)).isInstanceOf(FrameWriter.FrameTooLarge.class);
  }

  @Test
  void mutatedFramesEndInAFrameOrAnIoException() throws Exception {
    Random random = new Random(20261124);
    byte[] good =
        written(Frame.of(Json.object().put("t", "call").put("id", 7), new byte[40], new byte[3]));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(reader(bad).read().parts().size()).isLessThanOrEqualTo(20_000);
      } catch (IOException e) {
        assertThat(List.of(EOFException.class, FrameReader.FrameBroken.class))
            .contains(e.getClass().asSubclass(IOException.class));
      }
    }
  }
}
