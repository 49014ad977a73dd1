package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.ingest.Ingest;
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

  private final String sourceId;
  private final Gate gate;
  private final Platform platform;
  private final SourceStats stats;
  private final Executor receipts;

  /**
   * @param receipts where stages complete, so that what the plugin does then holds up only itself
   */
  GatedSink(String sourceId, Gate gate, Platform platform, SourceStats stats, Executor receipts) {
    this.sourceId = sourceId;
    this.gate = gate;
    this.platform = platform;
    this.stats = stats;
    this.receipts = receipts;
  }

  @Override
  public CompletionStage<Receipt> submit(Signal signal) {
    CompletableFuture<Receipt> result = new CompletableFuture<>();
    if (!gate.pass()) {
      result.complete(unavailable("the source is closed"));
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
