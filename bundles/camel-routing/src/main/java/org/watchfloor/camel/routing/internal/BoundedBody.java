package org.watchfloor.camel.routing.internal;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer's body up to a limit, and breaks the connection off at the first byte above it.
 * Called by one thread at a time.
 */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
  private final long maxBytes;
  private final long announced;
  private final Hold hold;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  /** Reserves memory. */
  @FunctionalInterface
  interface Hold {
    boolean take(int bytes);
  }

  /**
   * @param announced length that the head of the answer says; 0 where it says none
   * @param hold is asked before bytes are kept
   */
  BoundedBody(long maxBytes, long announced, Hold hold) {
    this.maxBytes = maxBytes;
    this.announced = announced;
    this.hold = hold;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription next) {
    subscription = next;
    if (announced > maxBytes) {
      breakOff(new TooLarge(maxBytes));
    } else {
      next.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    for (ByteBuffer item : items) {
      int n = item.remaining();
      if (kept.size() + (long) n > maxBytes) {
        breakOff(new TooLarge(maxBytes));
        return;
      }
      if (!hold.take(n)) {
        breakOff(new NoRoom());
        return;
      }
      byte[] bytes = new byte[n];
      item.get(bytes);
      kept.write(bytes, 0, n);
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void breakOff(Exception why) {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(why);
  }

  @Override
  public void onError(Throwable throwable) {
    body.completeExceptionally(throwable);
  }

  @Override
  public void onComplete() {
    body.complete(kept.toByteArray());
  }

  /** The body is larger than the source takes. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;

    TooLarge(long maxBytes) {
      super("is larger than the " + maxBytes + " bytes that this source takes", null, false, false);
    }
  }

  /** The center holds too many messages at once. */
  static final class NoRoom extends Exception {
    private static final long serialVersionUID = 1;

    NoRoom() {
      super("the center holds too many messages at once", null, false, false);
    }
  }
}
