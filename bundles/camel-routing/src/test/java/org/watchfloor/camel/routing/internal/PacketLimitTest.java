package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketLimitTest {
  private static final int MAX = 1_000;

  /** A socket that gives what it has in pieces, and times out between them. */
  private static final class Halting extends InputStream {
    private final InputStream in;
    private final Random random;

    Halting(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (random.nextInt(4) == 0) {
        throw new SocketTimeoutException("nothing now");
      }
      return in.read(into, offset, Math.min(length, 1 + random.nextInt(40)));
    }
  }

  private static byte[] packet(int first, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    int left = rest.length;
    do {
      out.write(left > 0x7f ? left & 0x7f | 0x80 : left);
      left >>= 7;
    } while (left > 0);
    out.writeBytes(rest);
    return out.toByteArray();
  }

  private static byte[] publish(int qos, int id, int topic, int payload) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(topic >> 8);
    rest.write(topic);
    rest.writeBytes("t".repeat(topic).getBytes());
    if (qos > 0) {
      rest.write(id >> 8);
      rest.write(id);
    }
    rest.writeBytes(new byte[payload]);
    return packet(0x30 | qos << 1, rest.toByteArray());
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[257];
    while (true) {
      try {
        int n = in.read(buffer);
        if (n < 0) {
          return out.toByteArray();
        }
        out.write(buffer, 0, n);
      } catch (SocketTimeoutException e) {
        // as Paho does: it comes again
      }
    }
  }

  @Test
  void takesPayloadsAwayThatAreTooLargeAndNothingElse() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      List<Integer> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int qos = random.nextInt(2);
        int topic = random.nextInt(5) == 0 ? random.nextInt(3_000) : random.nextInt(30);
        int payload = random.nextInt(3) == 0 ? random.nextInt(20_000) : MAX - 2 + random.nextInt(5);
        sent.writeBytes(publish(qos, i + 1, topic, payload));
        if (payload <= MAX) {
          expected.writeBytes(publish(qos, i + 1, topic, payload));
        } else {
          ids.add(qos == 0 ? 0 : i + 1);
          if (qos > 0) {
            expected.writeBytes(publish(qos, i + 1, topic, 0));
          }
        }
        byte[] ping = packet(0xd0, new byte[0]);
        sent.writeBytes(ping);
        expected.writeBytes(ping);
      }
      List<Integer> told = new ArrayList<>();
      InputStream in = new PacketLimit(new Halting(sent.toByteArray(), random), MAX, told::add);
      assertThat(read(in)).isEqualTo(expected.toByteArray());
      assertThat(told).isEqualTo(ids);
    }
  }

  @Test
  void anyBytesEndAndNeverGrow() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      if (bytes.length > 4 && random.nextBoolean()) {
        System.arraycopy(publish(1, 7, 3, 100), 0, bytes, 0, 4);
      }
      try {
        byte[] out =
            read(new PacketLimit(new ByteArrayInputStream(bytes), 50 + round % 100, id -> {}));
        assertThat(out.length).isLessThanOrEqualTo(bytes.length);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("the broker ");
      }
    }
  }

  @Test
  void aPacketThatIsNoMessageIsNotLarge() {
    InputStream in =
        new PacketLimit(new ByteArrayInputStream(packet(0x90, new byte[100_000])), MAX, id -> {});
    assertThatThrownBy(() -> read(in)).hasMessageContaining("no message");
  }
}
