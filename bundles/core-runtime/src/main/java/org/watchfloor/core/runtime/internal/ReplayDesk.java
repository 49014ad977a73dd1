package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.Replays;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Takes messages of long ago through their source's decoder as it is now. Thread-safe; a decoder
 * that blocks holds up replays and nothing else.
 */
final class ReplayDesk implements Replays, AutoCloseable {
  private static final int THREADS = 2;
  private static final int MAX_WAITING = 100;

  private final Platform platform;
  private final Sources sources;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          Threads.runtime("replay"));

  ReplayDesk(Platform platform, Sources sources) {
    this.platform = platform;
    this.sources = sources;
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<List<Receipt>> replay(String sourceId, Message message) {
    CompletableFuture<List<Receipt>> result = new CompletableFuture<>();
    try {
      executor.execute(() -> decode(sourceId, message, result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new DecoderUnavailable("too many replays wait; try again"));
    }
    return result;
  }

  private void decode(String sourceId, Message message, CompletableFuture<List<Receipt>> result) {
    try {
      Ingest ingest = platform.ingest().get();
      if (ingest == null) {
        throw new DecoderUnavailable("the center's way in is not running");
      }
      Decoded decoded = sources.replay(sourceId, message);
      submit(sourceId, decoded.signals(), ingest, result);
    } catch (MalformedMessage | DecoderUnavailable e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | LinkageError e) {
      result.completeExceptionally(new DecoderUnavailable("the replay failed: " + e, e));
    }
  }

  private static void submit(
      String sourceId,
      List<Signal> signals,
      Ingest ingest,
      CompletableFuture<List<Receipt>> result) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (Signal signal : signals) {
      receipts.add(ingest.submit(sourceId, signal).toCompletableFuture().copy());
    }
    CompletableFuture.allOf(receipts.toArray(new CompletableFuture<?>[0]))
        .whenComplete((done, e) -> complete(receipts, e, result));
  }

  private static void complete(
      List<CompletableFuture<Receipt>> receipts,
      @Nullable Throwable e,
      CompletableFuture<List<Receipt>> result) {
    if (e == null) {
      result.complete(receipts.stream().map(CompletableFuture::join).toList());
    } else {
      String why = Words.of(e, Redaction.NONE);
      result.completeExceptionally(new DecoderUnavailable("a signal was not taken: " + why, e));
    }
  }

  /** What waits is answered that it was not done. */
  @Override
  public void close() {
    executor.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    executor.getQueue().drainTo(waiting);
    waiting.forEach(Runnable::run); // sources are closed: each answers at once
    executor.shutdownNow();
  }
}
