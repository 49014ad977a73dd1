package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

class UdpTransportTest extends TransportTest {
  private final EventLoops loops = new EventLoops();
  private DatagramSocket socket;
  private int port;

  @BeforeEach
  void openSocket() throws Exception {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void closeSocket() throws Exception {
    socket.close();
    loops.deactivate();
  }

  private AutoCloseable openTransport() throws SourceException {
    return new UdpTransport(workshop, loops)
        .open(SOURCE, new Inbound.Udp("127.0.0.1", port, 100), decoder);
  }

  private void send(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void takesDatagramsWithinTheLimit() throws Exception {
    open(openTransport());
    send("one");
    send("x".repeat(101));
    send("y".repeat(100));
    send("");
    send("malformed");
    send("two");
    awaitKept("one", "y".repeat(100), "two");
    assertThat(kept()).hasSize(3);
    assertThat(decoder.refused).hasValue(1);
  }

  @Test
  void whatCannotBeTakenIsCountedAsLost() throws Exception {
    open(openTransport());
    send("overloaded");
    await("counted", () -> decoder.refused.get() == 1);
    decoder.away = true;
    send("one");
    await("counted", () -> decoder.refused.get() == 2);
    decoder.away = false;
    send("two");
    awaitKept("two");
    assertThat(kept()).containsExactly("two");
  }

  @Test
  void aBurstComesWholeAndOnce() throws Exception {
    open(openTransport());
    for (int i = 0; i < 500; i++) {
      send("n" + i);
      if (i % 50 == 49) {
        int sent = i + 1;
        await("not faster than the operating system's buffer", () -> kept().size() >= sent);
      }
    }
    assertThat(kept()).containsExactlyElementsOf(numbered("n", 500));
  }

  @Test
  void aTakenPortSaysSo() throws Exception {
    try (DatagramSocket other = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(this::openTransport)
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.RETRY))
          .hasMessageContaining("in use");
    }
    AutoCloseable handle = openTransport();
    handle.close();
    new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close(); // it is free again
  }
}
