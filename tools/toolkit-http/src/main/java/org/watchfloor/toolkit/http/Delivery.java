package org.watchfloor.toolkit.http;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceContext;

/**
 * Hands in what a device tells only once: while the center cannot take it, it waits and tries
 * again, and the device's stream is not read meanwhile. Thread-safe.
 */
public final class Delivery implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LAST_PAUSE_MILLIS = 2_000;

  private final SourceContext context;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Object lock = new Object();
  private boolean closed;

  public Delivery(SourceContext context) {
    this.context = context;
  }

  /**
   * Returns when the signal is on disk or will never be.
   *
   * @param media that the signal refers to; where they cannot be kept, the signal goes without
   *     them, given as {@code bare}
   */
  public void deliver(Signal signal, List<Media> media, Signal bare) throws InterruptedException {
    Signal next = keep(media) ? signal : bare;
    long pause = FIRST_PAUSE_MILLIS;
    Receipt receipt = submit(next);
    while (receipt.status() == Receipt.Status.OVERLOADED
        || receipt.status() == Receipt.Status.UNAVAILABLE) {
      Thread.sleep(pause);
      pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
      receipt = submit(next);
    }
    (receipt.onDisk() ? kept : refused).incrementAndGet();
  }

  /** Signals that are on disk. */
  public long kept() {
    return kept.get();
  }

  /** Signals that broke a rule of the center and are lost. */
  public long refused() {
    return refused.get();
  }

  private boolean keep(List<Media> media) throws InterruptedException {
    try {
      for (Media one : media) {
        context.sink().keep(one).toCompletableFuture().get();
      }
      return true;
    } catch (ExecutionException | CompletionException e) {
      return false;
    }
  }

  /** What waits is tried no more, and nothing is handed in once it returns. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  private Receipt submit(Signal signal) throws InterruptedException {
    CompletionStage<Receipt> stage;
    synchronized (lock) {
      if (closed) {
        return Receipt.refused(Receipt.Status.REJECTED, "the source is closed");
      }
      stage = context.sink().submit(signal);
    }
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException | CompletionException e) {
      return Receipt.refused(Receipt.Status.UNAVAILABLE, "not taken: " + e.getCause());
    }
  }
}
