package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SignalSink;

/** The way in of one source, behind its gate. Thread-safe; never blocks. */
final class GatedSink implements SignalSink {
  private static final Logger LOG = LoggerFactory.getLogger(GatedSink.class);

  private static final long PENALTY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The same object for each: a flood must not cost memory either. */
  private static final Receipt OVERLOADED =
      Receipt.refused(
          Receipt.Status.OVERLOADED, "the source has more signals than its budget; slow down");

  private final String sourceId;
  private final Gate gate;
  private final Platform platform;
  private final SourceStats stats;
  private final Custody custody;
  private final Executor receipts;
  private volatile boolean flooded;

  /**
   * @param receipts where stages complete, so that what the plugin does then holds up only itself
   */
  GatedSink(Gate gate, Platform platform, SourceStats stats, Custody custody, Executor receipts) {
    this.sourceId = custody.sourceId();
    this.gate = gate;
    this.platform = platform;
    this.stats = stats;
    this.custody = custody;
    this.receipts = receipts;
  }

  @Override
  public CompletionStage<Receipt> submit(Signal signal) {
    CompletableFuture<Receipt> result = new CompletableFuture<>();
    if (!gate.pass()) {
      if (flooded) {
        slowDown();
      }
      result.complete(unavailable("the source is closed"));
      return result;
    }
    if (!isWithinBudget()) {
      result.complete(OVERLOADED);
      return result;
    }
    Ingest ingest = platform.ingest().get();
    if (ingest == null) {
      result.complete(unavailable("the center's way in is not running"));
      return result;
    }
    try {
      ingest
          .submit(sourceId, signal)
          .whenComplete((receipt, e) -> complete(result, signal, receipt, e));
    } catch (RuntimeException e) {
      complete(result, signal, null, e);
    }
    return result;
  }

  private boolean isWithinBudget() {
    SignalBudget.Answer answer = custody.signals().take();
    int max = platform.limits().budget().signals();
    switch (answer) {
      case FLOOD_BEGINS ->
          custody.note(PluginEvent.Kind.FLOOD, "more than its budget of " + max + " signals/s");
      case FLOOD -> {
        gate.shut(); // at once: until its turn on the lane comes, it would eat a processor
        flooded = true;
        custody.evict(
            PluginEvent.Kind.FLOOD,
            String.format(
                "goes on with more than twice its budget of %d signals/s, though told to slow down",
                max));
      }
      default -> {}
    }
    return answer == SignalBudget.Answer.TAKEN;
  }

  /**
   * Whoever floods has been told to stop by OVERLOADED, by close and by interrupt. Only one that is
   * deaf to all of them still comes here, and it is held for a moment at each call, so that its
   * loop leaves the processor to others.
   */
  private static void slowDown() {
    long end = System.nanoTime() + PENALTY_NANOS;
    boolean interrupted = false;
    for (long left = PENALTY_NANOS; left > 0; left = end - System.nanoTime()) {
      interrupted |= Thread.interrupted(); // which would cut the pause short
      LockSupport.parkNanos(left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void complete(
      CompletableFuture<Receipt> result,
      Signal signal,
      @Nullable Receipt receipt,
      @Nullable Throwable e) {
    if (receipt == null) {
      LOG.warn("a signal of source {} could not be handed in", sourceId, e);
    } else if (receipt.status() == Receipt.Status.ACCEPTED) {
      count(signal);
    } else if (receipt.status() == Receipt.Status.DUPLICATE) {
      stats.alive();
    }
    Receipt answer = receipt == null ? unavailable("the center could not take it") : receipt;
    try {
      receipts.execute(() -> result.complete(answer));
    } catch (RejectedExecutionException closed) {
      result.complete(answer);
    }
  }

  private void count(Signal signal) {
    if (signal.kind().equals(Kind.DEVICE_HEARTBEAT)) {
      stats.alive();
    } else {
      stats.accepted(1);
    }
  }

  @Override
  public CompletionStage<MediaRef> keep(Media media) {
    MediaStore store = platform.media().get();
    if (!gate.pass()) {
      return CompletableFuture.failedFuture(new IOException("the source is closed"));
    }
    if (store == null) {
      return CompletableFuture.failedFuture(new IOException("the media store is not running"));
    }
    CompletableFuture<MediaRef> result = new CompletableFuture<>();
    try {
      platform.keepers().execute(() -> keep(store, media, result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new IOException("too many pictures wait to be written"));
    }
    return result;
  }

  private void keep(MediaStore store, Media media, CompletableFuture<MediaRef> result) {
    Runnable completion;
    try {
      MediaRef ref = store.keep(media);
      completion = () -> result.complete(ref);
    } catch (IOException | RuntimeException e) {
      completion = () -> result.completeExceptionally(e);
    }
    try {
      receipts.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }

  private static Receipt unavailable(String reason) {
    return Receipt.refused(Receipt.Status.UNAVAILABLE, reason);
  }
}
