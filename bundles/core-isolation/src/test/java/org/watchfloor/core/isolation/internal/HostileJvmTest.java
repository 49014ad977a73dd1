package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.FrameReader;
import org.watchfloor.core.isolation.wire.FrameWriter;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.testkit.SessionContext;

/** What a JVM under somebody else's control can say: it ends its own connection, and no more. */
class HostileJvmTest {
  private static final String TOKEN = "the-token";
  private final SessionContext context = new SessionContext("sample~one");
  private final CenterSide center = new CenterSide("sample", TOKEN);
  @TempDir Path folder;
  private SocketChannel far;
  private FrameWriter writer;
  private long source;

  @BeforeEach
  void connect() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      far = SocketChannel.open(address);
      new Link("center", server.accept(), center).open();
    }
    writer = new FrameWriter(far);
    source = center.add(context);
  }

  @AfterEach
  void disconnect() throws Exception {
    far.close();
    context.close();
  }

  private void tell(String what, ObjectNode args, byte[]... parts) throws IOException {
    writer.write(Frame.of(args.put("t", "tell").put("m", what), parts));
  }

  private void auth() throws IOException {
    tell("auth", Json.object().put("token", TOKEN));
  }

  private String end() throws Exception {
    return center.closed().get(5, TimeUnit.SECONDS);
  }

  @Test
  void withoutTheTokenNothingIsHeard() throws Exception {
    tell("report", Json.object().put("source", source).put("state", "offline").put("reason", "x"));
    assertThat(end()).contains("token");
    assertThat(context.reports()).isEmpty();
  }

  @Test
  void aWrongTokenEndsIt() throws Exception {
    tell("auth", Json.object().put("token", "the-tokem"));
    assertThat(end()).contains("token").doesNotContain(TOKEN);
    assertThat(center.hello()).isCompletedExceptionally();
  }

  @Test
  void aHeadThatIsTooLargeEndsIt() throws Exception {
    auth();
    far.write(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip());
    assertThat(end()).contains("head");
  }

  @Test
  void anInfoThatBreaksPluginApiEndsIt() throws Exception {
    auth();
    ObjectNode hello = Json.object().put("plugin", "../etc").put("name", "n").put("vendor", "v");
    tell("hello", hello.put("grade", "a").put("configType", "X"));
    assertThat(end()).contains("id");
  }

  @Test
  void aFloodOfReportsEndsIt() throws Exception {
    auth();
    try {
      for (int i = 0; i < 100_000; i++) {
        tell(
            "report", Json.object().put("source", source).put("state", "online").put("reason", ""));
      }
    } catch (IOException e) {
      // the center has closed it
    }
    assertThat(end()).contains("reports a second");
    assertThat(context.reports()).hasSizeLessThan(10_000);
  }

  @Test
  void aFloodOfLinesIsDroppedAndEndsNothing() throws Exception {
    auth();
    for (int i = 0; i < 20_000; i++) {
      ObjectNode line = Json.object().put("level", "info").put("logger", "x").put("source", "");
      tell("log", line.put("text", "flood"));
    }
    tell(
        "report",
        Json.object().put("source", source).put("state", "online").put("reason", "after"));
    assertThat(context.reports().poll(10, TimeUnit.SECONDS).reason()).isEqualTo("after");
  }

  @Test
  void callsOfNobodyAndSignalsThatAreNoneAreAnswered() throws Exception {
    auth();
    FrameReader reader = new FrameReader(far);
    ObjectNode submit = Json.object().put("t", "call").put("m", "submit");
    writer.write(Frame.of(submit.deepCopy().put("id", 1).put("source", 999), new byte[2]));
    assertThat(reader.read().head().path("status").asText()).isEqualTo("unavailable");
    writer.write(Frame.of(submit.deepCopy().put("id", 2).put("source", source), "{}".getBytes()));
    assertThat(reader.read().head().path("text").asText()).contains("kind");
    writer.write(Frame.of(submit.deepCopy().put("id", 3).put("source", source)));
    assertThat(reader.read().head().path("text").asText()).contains("parts");
    writer.write(Frame.of(submit.deepCopy().put("id", 4).put("source", "one"), new byte[2]));
    assertThat(reader.read().head().path("text").asText()).contains("source");
    writer.write(
        Frame.of(submit.deepCopy().put("m", "shutdown").put("id", 5).put("source", source)));
    assertThat(reader.read().head().path("text").asText()).contains("no method");
    assertThat(context.signals()).isEmpty();
    assertThat(center.closed()).isNotDone();
  }

  @Test
  void mutatedBytesEndTheConnectionAtMost() throws Exception {
    Random random = new Random(20261124);
    for (int round = 0; round < 200; round++) {
      disconnectAndConnect(round);
      auth();
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      if (random.nextBoolean() && noise.length > 12) {
        ByteBuffer.wrap(noise).putInt(2).put((byte) '{').put((byte) '}').putInt(random.nextInt(5));
      }
      far.write(ByteBuffer.wrap(noise));
      far.shutdownOutput();
      assertThat(sides[round].closed().get(5, TimeUnit.SECONDS)).isNotBlank();
    }
    assertThat(context.signals()).isEmpty();
    assertThat(context.failures()).isEmpty();
  }

  private final CenterSide[] sides = new CenterSide[200];

  private void disconnectAndConnect(int round) throws Exception {
    far.close();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s" + round));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      far = SocketChannel.open(address);
      sides[round] = new CenterSide("sample", TOKEN);
      new Link("center", server.accept(), sides[round]).open();
    }
    writer = new FrameWriter(far);
  }
}
