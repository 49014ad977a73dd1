package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/**
 * One connection: calls with an answer and things told, in both directions at once. Thread-safe; no
 * method blocks. A thread of its own writes and another one reads, because an interrupt of a thread
 * that is inside a channel closes the channel. Ends with the first frame that breaks the format.
 */
public final class Link implements AutoCloseable {
  private static final String TYPE = "t";
  private static final String ID = "id";
  private static final String METHOD = "m";

  /** The reason where the other side has ended, or closed the connection. */
  public static final String PEER_CLOSED = "has closed its connection";

  private final ByteChannel channel;
  private final LinkHandler handler;
  private final Outbox outbox = new Outbox();
  private final Map<Long, CompletableFuture<Frame>> calls = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicReference<@Nullable String> end = new AtomicReference<>();
  private final String name;

  /**
   * @param name of the threads, before {@code -read} and {@code -write}
   */
  public Link(String name, ByteChannel channel, LinkHandler handler) {
    this.name = name;
    this.channel = channel;
    this.handler = handler;
  }

  /** Starts to read and write. */
  public void open() {
    thread("-read", this::readAll).start();
    thread("-write", this::writeAll).start();
  }

  private Thread thread(String part, Runnable task) {
    Thread thread = new Thread(task, name + part);
    thread.setDaemon(true);
    thread.setContextClassLoader(Link.class.getClassLoader());
    return thread;
  }

  /** A call under way. */
  public record Call(long id, CompletableFuture<Frame> answer) {}

  /**
   * Asks. The answer completes exceptionally with a {@link RemoteFault}, with {@link LinkFull} if
   * much waits already, or with {@link LinkClosed}.
   *
   * @param args of the method; not used by the caller any more
   */
  public Call call(String method, ObjectNode args, byte[]... parts) {
    long id = ids.incrementAndGet();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    calls.put(id, answer);
    args.put(TYPE, "call").put(METHOD, method).put(ID, id);
    boolean taken = outbox.offer(Frame.of(args, parts));
    String ended = end.get();
    if (ended != null) {
      fail(id, new LinkClosed(ended));
    } else if (!taken) {
      fail(id, new LinkFull());
    }
    return new Call(id, answer);
  }

  /** Interrupts it there. Its answer, which may still come. */
  public CompletableFuture<Frame> interrupt(Call call) {
    if (!call.answer().isDone()) {
      tell("interrupt", Json.object().put("call", call.id()));
    }
    return call.answer();
  }

  /** Says something that must not get lost. */
  public void tell(String what, ObjectNode args, byte[]... parts) {
    args.put(TYPE, "tell").put(METHOD, what);
    send(Frame.of(args, parts));
  }

  /** Says something that may get lost; false if it did, because much waits already. */
  public boolean offer(String what, ObjectNode args, byte[]... parts) {
    args.put(TYPE, "tell").put(METHOD, what);
    return outbox.offer(Frame.of(args, parts));
  }

  private void send(Frame frame) {
    if (!outbox.put(frame)) {
      close("does not take what is sent to it");
    }
  }

  private void answer(long id, Frame answer) {
    answer.head().put(TYPE, "answer").put(ID, id);
    send(answer);
  }

  private void fault(long id, RemoteFault fault) {
    send(Frame.of(fault.write().put(TYPE, "fault").put(ID, id)));
  }

  private void writeAll() {
    FrameWriter writer = new FrameWriter(channel);
    try {
      for (Frame frame = outbox.take(); frame != null; frame = outbox.take()) {
        try {
          writer.write(frame);
        } catch (FrameWriter.FrameTooLarge e) {
          tooLarge(frame, e);
        }
      }
    } catch (IOException e) {
      close(PEER_CLOSED); // it does not read any more
    } catch (InterruptedException e) {
      close("is stopping");
    }
  }

  /** A call fails here, an answer becomes a fault there. */
  private void tooLarge(Frame frame, FrameWriter.FrameTooLarge e) {
    long id = frame.head().path(ID).asLong();
    if (frame.head().path(TYPE).asText().equals("call")) {
      fail(id, new RemoteFault(RemoteFault.Kind.ARGUMENT, "", "too large: " + e.getMessage()));
    } else if (id > 0) {
      fault(id, new RemoteFault(RemoteFault.Kind.CRASH, "", "answer too large: " + e.getMessage()));
    }
  }

  private void readAll() {
    FrameReader reader = new FrameReader(channel);
    try {
      while (end.get() == null) {
        take(reader.read());
      }
    } catch (FrameReader.FrameBroken e) {
      close("breaks the protocol: " + e.getMessage());
    } catch (IOException e) {
      close(PEER_CLOSED);
    } catch (JsonFault e) {
      close("breaks the protocol: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      close("cannot be understood: " + e);
    }
  }

  private void take(Frame frame) throws JsonFault {
    JsonFields fields = frame.fields();
    switch (fields.text(TYPE)) {
      case "call" -> called(fields, frame);
      case "tell" -> handler.told(fields.text(METHOD), frame);
      case "answer" -> {
        CompletableFuture<Frame> call = calls.remove(id(fields));
        if (call != null) { // else it was never asked
          call.complete(frame);
        }
      }
      case "fault" -> fail(id(fields), RemoteFault.read(fields));
      default -> throw fields.fault(TYPE, "is no type of frame");
    }
  }

  private void called(JsonFields fields, Frame frame) throws JsonFault {
    long id = id(fields);
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    answer.whenComplete(
        (value, e) -> {
          if (value != null) {
            answer(id, value);
          } else if (e instanceof RemoteFault fault) {
            fault(id, fault);
          } else {
            fault(id, new RemoteFault(RemoteFault.Kind.CRASH, "", String.valueOf(e)));
          }
        });
    try {
      handler.called(fields.text(METHOD), id, frame, answer);
    } catch (JsonFault e) {
      answer.completeExceptionally(
          new RemoteFault(RemoteFault.Kind.ARGUMENT, e.field(), String.valueOf(e.getMessage())));
    }
  }

  private static long id(JsonFields fields) throws JsonFault {
    return (long) fields.number(ID);
  }

  private void fail(long id, Throwable cause) {
    CompletableFuture<Frame> call = calls.remove(id);
    if (call != null) {
      call.completeExceptionally(cause);
    }
  }

  /** Ends it; whoever waits for an answer is told the reason. Idempotent. */
  public void close(String reason) {
    if (!end.compareAndSet(null, reason)) {
      return;
    }
    outbox.close();
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no use any more either way
    }
    for (Long id : calls.keySet()) {
      fail(id, new LinkClosed(reason));
    }
    handler.closed(reason);
  }

  @Override
  public void close() {
    close("was closed");
  }
}
