package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

class TcpTransportTest extends TransportTest {
  private final EventLoops loops = new EventLoops();
  private final List<Socket> sockets = new ArrayList<>();
  private int port;

  @AfterEach
  void closeSockets() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    loops.deactivate();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private AutoCloseable open(Framing framing, int maxBytes) throws Exception {
    port = freePort();
    return open(at(port, framing, maxBytes));
  }

  private AutoCloseable at(int at, Framing framing, int maxBytes) throws SourceException {
    Inbound.Tcp inbound = new Inbound.Tcp("127.0.0.1", at, framing, maxBytes);
    return new TcpTransport(workshop, loops).open(SOURCE, inbound, decoder);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Test
  void takesLinesInPiecesAndReplies() throws Exception {
    open(Framing.lines(), 1_000);
    Socket socket = connect();
    send(socket, "on");
    send(socket, "e\r\n\n\nmalformed\ntwo\nreply please\nthr");
    byte[] reply = new DataInputStream(socket.getInputStream()).readNBytes(12);
    assertThat(new String(reply)).isEqualTo("{\"ok\":true}\n");
    send(socket, "ee\n");
    awaitKept("one", "two", "reply please", "three");
    assertThat(kept()).containsExactly("one", "two", "reply please", "three");
  }

  @Test
  void takesEachFraming() throws Exception {
    open(Framing.stxEtx(), 1_000);
    send(connect(), "noise\u0002broken\u0002one\u0003noise\u0002two\u0003");
    awaitKept("one", "two");
    open(Framing.delimited(';'), 1_000);
    send(connect(), "three;four;");
    awaitKept("three", "four");
    open(Framing.lengthPrefixed(2), 1_000);
    Socket socket = connect();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(5);
    out.writeBytes("reply");
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    assertThat(in.readUnsignedShort()).isEqualTo(11);
    assertThat(new String(in.readNBytes(11))).isEqualTo("{\"ok\":true}");
    assertThat(kept()).containsExactly("one", "two", "three", "four", "reply");
  }

  @Test
  void aMessageThatIsTooLargeIsSkippedAndCounted() throws Exception {
    open(Framing.lines(), 100);
    Socket socket = connect();
    send(socket, "x".repeat(100_000) + "\nafter\n");
    awaitKept("after");
    assertThat(decoder.refused).hasValue(1);
    open(Framing.stxEtx(), 100);
    send(connect(), "\u0002" + "x".repeat(100_000) + "\u0003\u0002then\u0003");
    awaitKept("then");
    open(Framing.lengthPrefixed(4), 100);
    DataOutputStream out = new DataOutputStream(connect().getOutputStream());
    out.writeInt(100_000);
    out.write(new byte[100_000]);
    out.writeInt(3);
    out.writeBytes("end");
    out.flush();
    awaitKept("end");
    assertThat(decoder.refused).hasValue(3);
  }

  @Test
  void whileNothingCanBeTakenNothingIsRead() throws Exception {
    open(Framing.lines(), 64 << 10);
    decoder.away = true;
    Socket socket = connect();
    Thread sender =
        new Thread(
            () -> {
              try {
                // more than all buffers of the operating system hold
                for (int i = 0; i < 3_000; i++) {
                  send(socket, "n" + i + "-" + "x".repeat(200) + "\n" + " ".repeat(8_000) + "\n");
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "test-sender");
    sender.start();
    await("held back", () -> log().contains("held back"));
    sender.join(500);
    assertThat(sender.isAlive()).as("the sender is held back").isTrue();
    assertThat(workshop.budget().left()).isGreaterThan((8L << 20) - (1 << 20));
    decoder.away = false;
    sender.join(20_000);
    await("all", () -> kept().size() == 3_000);
    assertThat(kept().get(2_999)).startsWith("n2999-");
  }

  @Test
  void aBurstOfManyConnectionsComesWholeAndOnce() throws Exception {
    open(Framing.lines(), 1_000);
    for (int c = 0; c < 5; c++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        text.append("c").append(c).append("-").append(i).append('\n');
      }
      send(connect(), text.toString());
    }
    await("all", () -> kept().size() >= 500);
    assertThat(kept()).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void connectionsAreLimited() throws Exception {
    open(Framing.lines(), 1_000);
    for (int i = 0; i < config().tcp_connections_max(); i++) {
      send(connect(), "c" + i + "\n");
      awaitKept("c" + i);
    }
    assertThat(connect().getInputStream().read()).isEqualTo(-1);
    assertThat(decoder.refused).hasValue(1);
    sockets.get(0).close();
    await(
        "there is room again",
        () -> {
          try {
            send(connect(), "again\n");
            return kept().contains("again");
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Test
  void aHalfMessageIsGivenUp() throws Exception {
    open(Framing.lines(), 1_000);
    Socket socket = connect();
    send(socket, "whole\nhalf");
    assertThat(socket.getInputStream().read()).isEqualTo(-1); // after timeout.ms
    assertThat(log()).contains("a message was not whole in time");
    assertThat(kept()).containsExactly("whole");
  }

  @Test
  void aTakenPortSaysSoAndCanBeOpenedOnceItIsFree() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> at(other.getLocalPort(), Framing.lines(), 100))
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.RETRY))
          .hasMessageContaining("is in use");
      port = other.getLocalPort();
    }
    open(at(port, Framing.lines(), 100));
    send(connect(), "one\n");
    awaitKept("one");
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    Inbound.Tcp inbound = new Inbound.Tcp("192.0.2.1", 4_000, Framing.lines(), 100);
    assertThatThrownBy(() -> new TcpTransport(workshop, loops).open(SOURCE, inbound, decoder))
        .hasMessageStartingWith("host: ");
  }

  @Test
  void closingLeavesNoPortConnectionOrThread() throws Exception {
    AutoCloseable handle = open(Framing.lines(), 100);
    Socket socket = connect();
    send(socket, "one\n");
    awaitKept("one");
    decoder.away = true;
    send(socket, "two\n");
    await("held back", () -> log().contains("held back"));
    handle.close();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    loops.deactivate();
    await(
        "no thread is left",
        () -> threads().stream().noneMatch(n -> n.startsWith("watchfloor-routing-socket")));
    assertThat(kept()).containsExactly("one");
    assertThat(Set.copyOf(kept())).doesNotContain("two");
  }
}
