package org.watchfloor.core.isolation.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.MessageJson;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceContext;

/** What one source in the other JVM asks of the center. Thread-safe; never blocks. */
final class Calls {
  /** Signals and media of one source without an answer; with more it is told to slow down. */
  private static final int MAX_WAITING = 8_192;

  private static final int MAX_KEEPING = 16;

  private final SourceContext context;
  private final StateCalls states;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger keeping = new AtomicInteger();

  Calls(SourceContext context, StateCalls states) {
    this.context = context;
    this.states = states;
  }

  SourceContext context() {
    return context;
  }

  void call(String method, Frame args, CompletableFuture<Frame> answer) throws JsonFault {
    switch (method) {
      case "submit" -> submit(args, answer);
      case "keep" -> keep(args, answer);
      case "state-get", "state-put", "state-remove" ->
          states.call(context.state(), method, args.fields(), answer);
      default -> throw new JsonFault("m", "is no method of the center");
    }
  }

  static void answerClosed(String method, CompletableFuture<Frame> answer) {
    if (method.equals("submit")) {
      answer.complete(refused(Receipt.Status.UNAVAILABLE, "the source is closed"));
    } else {
      answer.completeExceptionally(
          new RemoteFault(RemoteFault.Kind.IO, "", "the source is closed"));
    }
  }

  private void submit(Frame args, CompletableFuture<Frame> answer) throws JsonFault {
    if (waiting.get() >= MAX_WAITING) {
      answer.complete(
          refused(Receipt.Status.OVERLOADED, MAX_WAITING + " signals wait for a receipt"));
      return;
    }
    // what is no signal becomes a fault of the call, and a REJECTED there
    var signal = MessageJson.signal(args.part(0));
    waiting.incrementAndGet();
    context
        .sink()
        .submit(signal)
        .whenComplete(
            (receipt, e) -> {
              waiting.decrementAndGet();
              answer.complete(
                  receipt != null
                      ? Frame.of(StateJson.write(receipt))
                      : refused(Receipt.Status.UNAVAILABLE, "the center could not take it"));
            });
  }

  private static Frame refused(Receipt.Status status, String reason) {
    return Frame.of(StateJson.write(Receipt.refused(status, reason)));
  }

  private void keep(Frame args, CompletableFuture<Frame> answer) throws JsonFault {
    if (keeping.get() >= MAX_KEEPING) {
      answer.completeExceptionally(io(MAX_KEEPING + " pictures wait to be written"));
      return;
    }
    Media media = MessageJson.media(args.fields(), args.part(0));
    keeping.incrementAndGet();
    context
        .sink()
        .keep(media)
        .whenComplete(
            (ref, e) -> {
              keeping.decrementAndGet();
              kept(ref, e, answer);
            });
  }

  private static void kept(
      @Nullable MediaRef ref, @Nullable Throwable e, CompletableFuture<Frame> answer) {
    if (ref != null) {
      answer.complete(Frame.of(StateJson.write(ref)));
    } else {
      answer.completeExceptionally(io(e == null ? "" : String.valueOf(e.getMessage())));
    }
  }

  private static RemoteFault io(String text) {
    return new RemoteFault(RemoteFault.Kind.IO, "", text);
  }

  void told(String what, JsonFields fields) throws JsonFault {
    if (what.equals("report")) {
      context.report(StateJson.status(fields));
    } else {
      context.fail(StateJson.exception(fields.text("kind"), fields.text("reason")));
    }
  }
}
