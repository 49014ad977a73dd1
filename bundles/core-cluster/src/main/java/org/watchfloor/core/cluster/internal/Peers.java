package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages to and from the other nodes, each sealed: what does not hold is answered with nothing
 * and counted. Thread-safe.
 */
final class Peers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final int NOT_MINE = 0;
  private static final int MINE = 1;
  private static final byte[] NOTHING = {};

  private final Settings settings;
  private final Seal seal;
  private final Replays replays = new Replays();
  private final Map<String, byte[]> incarnations = new ConcurrentHashMap<>();
  private final Map<String, String> unproven = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final BiFunction<String, Message, CompletableFuture<Message>> handler;
  private final Transport transport;

  /**
   * @param handler given the sender and what it said; never throws
   * @param network makes the transport, given what it must hand requests to
   */
  Peers(
      Settings settings,
      Seal seal,
      BiFunction<String, Message, CompletableFuture<Message>> handler,
      Function<Transport.Handler, Transport> network) {
    this.settings = settings;
    this.seal = seal;
    this.handler = handler;
    this.transport = network.apply(this::handle);
  }

  /** Completes exceptionally where there is no answer that proves where it comes from. */
  CompletableFuture<Message> call(
      String node, Transport.Lane lane, Message message, Duration deadline) {
    return call(node, lane, Wire.write(message), deadline, true);
  }

  private CompletableFuture<Message> call(
      String node, Transport.Lane lane, byte[] message, Duration deadline, boolean again) {
    byte[] known = incarnations.getOrDefault(node, new byte[Seal.INCARNATION]);
    Seal.Head head = seal.headTo(node, known);
    return transport
        .call(node, lane, seal.request(head, message), deadline)
        .thenCompose(
            answer -> {
              try {
                return opened(node, head, answer)
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () ->
                            again
                                ? call(node, lane, message, deadline, false)
                                : failed("node " + node + " starts again and again"));
              } catch (IOException e) {
                unproven.put(node, String.valueOf(e.getMessage()));
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  /** Empty where the other node has started anew since, and asks to be addressed as what it is. */
  private java.util.Optional<Message> opened(String node, Seal.Head head, byte[] answer)
      throws IOException {
    if (answer.length == 0) {
      throw new IOException("does not accept this node's proof: another secret, or other members");
    }
    Seal.Opened opened = seal.openAnswer(head, answer);
    incarnations.put(node, opened.head().incarnation());
    unproven.remove(node);
    byte[] content = opened.content();
    if (content.length == 0) {
      throw new IOException("an empty answer");
    }
    return content[0] == NOT_MINE
        ? java.util.Optional.empty()
        : java.util.Optional.of(WireReader.read(Arrays.copyOfRange(content, 1, content.length)));
  }

  private static <T> CompletableFuture<T> failed(String reason) {
    return CompletableFuture.failedFuture(new IOException(reason));
  }

  private CompletableFuture<byte[]> handle(byte[] request) {
    try {
      Seal.Opened opened = seal.openRequest(request);
      Seal.Head head = opened.head();
      if (!settings.others().contains(head.from())) {
        throw new IOException("node " + head.from() + " is not one of the members here");
      }
      if (!Arrays.equals(head.toIncarnation(), seal.incarnation())) {
        return CompletableFuture.completedFuture(seal.answer(head, new byte[] {NOT_MINE}));
      }
      if (!replays.first(head)) {
        throw new IOException("a message that came before");
      }
      return handler
          .apply(head.from(), WireReader.read(opened.content()))
          .thenApply(answer -> seal.answer(head, framed(Wire.write(answer))));
    } catch (IOException | RuntimeException e) {
      long count = refused.incrementAndGet();
      if (Long.bitCount(count) == 1) { // 1, 2, 4, 8, ...: seen, and never a flood
        LOG.warn("A message of another node was refused, {} so far: {}", count, e.getMessage());
      }
      return CompletableFuture.completedFuture(NOTHING);
    }
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 1];
    framed[0] = MINE;
    System.arraycopy(message, 0, framed, 1, message.length);
    return framed;
  }

  /** What hinders the way to a node, in words; empty for nothing known. */
  String trouble(String node) {
    String reason = unproven.get(node);
    return reason == null ? transport.trouble(node) : reason;
  }

  List<String> strangers() {
    return transport.strangers();
  }

  /** Messages that did not prove where they come from, since the start. */
  long refused() {
    return refused.get();
  }

  @Override
  public void close() {
    transport.close();
  }
}
