package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;

/** Real ports, real folders. */
class WaysInTest {
  private final WaysIn ways = new WaysIn(Map.of(), Duration.ofSeconds(2));

  private static ServerSocket listening() throws Exception {
    return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  private static int free() throws Exception {
    try (ServerSocket socket = listening()) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aFreePortWorksAndIsFreeAfterwards() throws Exception {
    int port = free();
    assertThat(ways.probe(Inbound.tcp(port, Framing.lines()))).isEmpty();
    assertThat(ways.probe(Inbound.udp(port))).isEmpty();
    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
    new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close();
  }

  @Test
  void aPortOfAnotherProgramIsAFault() throws Exception {
    try (ServerSocket taken = listening()) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> ways.probe(Inbound.tcp(port, Framing.lines())))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("TCP port " + port + " of 127.0.0.1 cannot be opened")
          .satisfies(
              e -> assertThat(((SourceException) e).kind()).isEqualTo(SourceException.Kind.CONFIG));
    }
  }

  @Test
  void thePortOfARunningSourceIsLeftAlone() throws Exception {
    try (ServerSocket taken = listening()) {
      Inbound inbound = Inbound.tcp(taken.getLocalPort(), Framing.lines());
      WaysIn beside = new WaysIn(Map.of("x~a", List.of(inbound)), Duration.ofSeconds(2));
      assertThat(beside.probe(inbound)).contains("the source x~a has it open");
      // the port of the other protocol is another one
      assertThat(beside.probe(Inbound.udp(taken.getLocalPort()))).isEmpty();
    }
  }

  @Test
  void aFolderMustBeThere(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("one.csv"), "1");
    assertThat(ways.probe(Inbound.files(folder.toString(), "*.csv"))).isEmpty();
    assertThat(Files.readString(file)).as("nothing is taken").isEqualTo("1");
    assertThatThrownBy(() -> ways.probe(Inbound.files(folder + "/none", "*")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> ways.probe(Inbound.files(file.toString(), "*")))
        .hasMessageContaining("is no folder");
    assertThatThrownBy(() -> ways.probe(Inbound.files("relative", "*")))
        .hasMessageContaining("no absolute path");
    assertThatThrownBy(() -> ways.probe(Inbound.files("a\0b", "*")))
        .hasMessageContaining("no path");
  }

  @Test
  void aServerMustAnswer() throws Exception {
    try (ServerSocket server = listening()) {
      URI broker = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
      assertThat(ways.probe(Inbound.mqtt(broker, "a/#", Login.NONE)))
          .contains("answers", "signing in is not tried");
      assertThat(
              ways.probe(
                  Inbound.poll(
                      URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"),
                      Duration.ofSeconds(5))))
          .contains("answers");
    }
    URI nobody = URI.create("tcp://127.0.0.1:" + free());
    assertThatThrownBy(() -> ways.probe(Inbound.mqtt(nobody, "a", Login.NONE)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot be reached");
  }
}
