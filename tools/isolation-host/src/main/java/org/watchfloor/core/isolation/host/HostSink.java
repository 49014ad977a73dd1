package org.watchfloor.core.isolation.host;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.LinkFull;
import org.watchfloor.core.isolation.wire.MessageJson;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SignalSink;

/** The way in over the link. Thread-safe; never blocks. */
final class HostSink implements SignalSink {
  /** Signals of one source without a receipt yet; with more the center is too slow. */
  private static final int MAX_WAITING = 4_096;

  private final Link link;
  private final HostContext context;
  private final AtomicInteger waiting = new AtomicInteger();

  HostSink(Link link, HostContext context) {
    this.link = link;
    this.context = context;
  }

  @Override
  public CompletionStage<Receipt> submit(Signal signal) {
    CompletableFuture<Receipt> result = new CompletableFuture<>();
    if (context.isShut()) {
      result.complete(Receipt.refused(Receipt.Status.UNAVAILABLE, "the source is closed"));
      return result;
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      result.complete(
          Receipt.refused(Receipt.Status.OVERLOADED, MAX_WAITING + " signals wait for a receipt"));
      return result;
    }
    link.call("submit", context.args(), MessageJson.write(signal))
        .answer()
        .whenComplete(
            (frame, e) -> {
              waiting.decrementAndGet();
              Receipt receipt = receipt(frame, e);
              onReceipts(() -> result.complete(receipt));
            });
    return result;
  }

  private static Receipt receipt(@Nullable Frame frame, @Nullable Throwable e) {
    if (e instanceof LinkFull) {
      return Receipt.refused(Receipt.Status.OVERLOADED, String.valueOf(e.getMessage()));
    }
    if (e instanceof RemoteFault fault && fault.kind() == RemoteFault.Kind.ARGUMENT) {
      return Receipt.refused(Receipt.Status.REJECTED, fault.text());
    }
    try {
      if (frame != null) {
        return StateJson.receipt(frame.fields());
      }
    } catch (JsonFault wrong) {
      return Receipt.refused(Receipt.Status.UNAVAILABLE, String.valueOf(wrong.getMessage()));
    }
    return Receipt.refused(Receipt.Status.UNAVAILABLE, "the center could not take it: " + e);
  }

  @Override
  public CompletionStage<MediaRef> keep(Media media) {
    if (context.isShut()) {
      return CompletableFuture.failedFuture(new IOException("the source is closed"));
    }
    CompletableFuture<MediaRef> result = new CompletableFuture<>();
    MediaRef ref = media.ref();
    link.call(
            "keep",
            context.args().put("contentType", ref.contentType()).put("role", ref.role()),
            media.toByteArray())
        .answer()
        .whenComplete(
            (frame, e) ->
                onReceipts(
                    () -> {
                      if (frame != null) {
                        result.complete(ref);
                      } else {
                        result.completeExceptionally(
                            new IOException("it cannot be kept: " + message(e), e));
                      }
                    }));
    return result;
  }

  private static @Nullable String message(@Nullable Throwable e) {
    return e == null ? null : e.getMessage();
  }

  private void onReceipts(Runnable completion) {
    try {
      context.receipts().execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }
}
