package org.watchfloor.core.isolation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.json.Json;

/** Two ends of a real socket. */
class LinkTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  @TempDir Path folder;
  private Link here;
  private SocketChannel far;

  @BeforeEach
  void connect() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      far = SocketChannel.open(address);
      here = new Link("here", server.accept(), new Recorder());
    }
    here.open();
  }

  @AfterEach
  void disconnect() throws Exception {
    here.close();
    far.close();
  }

  /** Answers "echo" with what it was given, and notes the rest. */
  private final class Recorder implements LinkHandler {
    @Override
    public void called(String method, long id, Frame args, CompletableFuture<Frame> answer) {
      switch (method) {
        case "echo" -> answer.complete(new Frame(args.head().deepCopy(), args.parts()));
        case "fail" ->
            answer.completeExceptionally(
                new RemoteFault(RemoteFault.Kind.MALFORMED, "field", "reason"));
        case "large" -> answer.complete(Frame.of(Json.object(), new byte[Frame.MAX_BODY + 1]));
        default -> {
          // no answer at all
        }
      }
    }

    @Override
    public void told(String what, Frame args) {
      told.add(what);
    }

    @Override
    public void closed(String reason) {
      end.complete(reason);
    }
  }

  private Link farLink() {
    Link link = new Link("far", far, new Recorder());
    link.open();
    return link;
  }

  @Test
  void callsInBothDirectionsAtOnce() throws Exception {
    Link there = farLink();
    List<CompletableFuture<Frame>> answers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Link from = i % 2 == 0 ? here : there;
      answers.add(from.call("echo", Json.object().put("n", i), new byte[i]).answer());
    }
    for (int i = 0; i < answers.size(); i++) {
      Frame answer = answers.get(i).get(20, TimeUnit.SECONDS);
      assertThat(answer.head().get("n").asInt()).isEqualTo(i);
      assertThat(answer.part(0)).hasSize(i);
    }
  }

  @Test
  void faultsComeThroughAndWhatIsTooLargeBecomesOne() throws Exception {
    Link there = farLink();
    assertThatThrownBy(() -> there.call("fail", Json.object()).answer().get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RemoteFault.class)
        .hasRootCauseMessage("reason");
    assertThatThrownBy(() -> there.call("large", Json.object()).answer().get(5, TimeUnit.SECONDS))
        .hasMessageContaining("too large");
    CompletableFuture<Frame> mine =
        there.call("echo", Json.object(), new byte[Frame.MAX_BODY + 1]).answer();
    assertThatThrownBy(() -> mine.get(5, TimeUnit.SECONDS)).hasMessageContaining("too large");
    assertThat(there.call("echo", Json.object(), new byte[1]).answer().get(5, TimeUnit.SECONDS))
        .isNotNull();
  }

  @Test
  void theEndOfTheOtherSideEndsWhoWaits() throws Exception {
    CompletableFuture<Frame> waiting = here.call("never", Json.object()).answer();
    far.close();
    assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo(Link.PEER_CLOSED);
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LinkClosed.class);
    assertThatThrownBy(() -> here.call("echo", Json.object()).answer().get())
        .hasCauseInstanceOf(LinkClosed.class);
  }

  @Test
  void answersThatNobodyAskedForAreNothing() throws Exception {
    FrameWriter writer = new FrameWriter(far);
    writer.write(Frame.of(Json.object().put("t", "answer").put("id", 4711)));
    writer.write(Frame.of(Json.object().put("t", "tell").put("m", "hello")));
    assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    assertThat(end).isNotDone();
  }

  @Test
  void aFrameOfNoTypeEndsTheLink() throws Exception {
    new FrameWriter(far).write(Frame.of(Json.object().put("t", "shout")));
    assertThat(end.get(5, TimeUnit.SECONDS)).startsWith("breaks the protocol");
  }

  @Test
  void aSideThatDoesNotReadIsToldNothingMore() throws Exception {
    byte[] megabyte = new byte[1 << 20];
    int taken = 0;
    while (here.offer("picture", Json.object(), megabyte)) {
      assertThat(++taken).isLessThan(64);
    }
    CompletableFuture<Frame> call = new CompletableFuture<>();
    while (!call.isDone()) { // the socket itself takes a little more
      assertThat(++taken).isLessThan(64);
      call = here.call("echo", Json.object(), megabyte).answer();
    }
    assertThatThrownBy(call::join).hasCauseInstanceOf(LinkFull.class);
    for (int i = 0; i < 400 && !end.isDone(); i++) {
      here.tell("must", Json.object(), megabyte);
    }
    assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo("does not take what is sent to it");
  }
}
