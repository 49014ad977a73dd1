package org.watchfloor.core.deadletters.internal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetter.Replay;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.Replays;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/** Replays letters one after the other, on a thread of its own. Thread-safe. */
final class Replayer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final int MAX_WAITING = 1_000;

  /** A decoder and the journal answer within seconds, or not at all. */
  private static final long PATIENCE_SECONDS = 60;

  private final Supplier<@Nullable Shelf> shelf;
  private final Supplier<@Nullable Replays> replays;
  private final Clock clock;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), Replayer::thread);

  Replayer(Supplier<@Nullable Shelf> shelf, Supplier<@Nullable Replays> replays, Clock clock) {
    this.shelf = shelf;
    this.replays = replays;
    this.clock = clock;
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-deadletters-replay");
    thread.setDaemon(true);
    return thread;
  }

  CompletableFuture<Optional<Replay>> replay(long number, String by) {
    CompletableFuture<Optional<Replay>> result = new CompletableFuture<>();
    try {
      executor.execute(() -> begin(number, by, result));
    } catch (RejectedExecutionException e) {
      String why = executor.isShutdown() ? "the center is stopping" : "too many replays wait";
      result.complete(Optional.of(replay(by, false, why)));
    }
    return result;
  }

  private void begin(long number, String by, CompletableFuture<Optional<Replay>> result) {
    Optional<DeadLetter> letter;
    try {
      Shelf from = shelf.get();
      if (from == null) {
        result.complete(Optional.of(replay(by, false, "the store is not running")));
        return;
      }
      letter = from.get(number);
    } catch (RuntimeException e) {
      LOG.warn("dead letter {} cannot be read", number, e);
      result.complete(Optional.of(replay(by, false, "it cannot be read: " + e.getMessage())));
      return;
    }
    if (letter.isEmpty()) {
      result.complete(Optional.empty());
      return;
    }
    String sourceId = letter.get().sourceId();
    decode(sourceId, message(letter.get()))
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((receipts, e) -> e == null ? taken(by, receipts) : refused(by, e))
        .whenComplete((replay, e) -> note(number, replay, result));
  }

  private CompletableFuture<List<Receipt>> decode(String sourceId, Message message) {
    Replays through = replays.get();
    if (through == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the bundle core-runtime is not running"));
    }
    try {
      // a copy, so that our time limit completes nobody else's
      return through.replay(sourceId, message).toCompletableFuture().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Message message(DeadLetter letter) {
    return new Message(letter.body(), letter.contentType(), letter.headers(), letter.receivedAt());
  }

  private Replay taken(String by, List<Receipt> receipts) {
    long fresh = count(receipts, Receipt.Status.ACCEPTED);
    long known = count(receipts, Receipt.Status.DUPLICATE);
    Optional<Receipt> missing = receipts.stream().filter(r -> !r.onDisk()).findFirst();
    if (missing.isPresent()) {
      Receipt first = missing.get();
      return replay(
          by,
          false,
          "%d of %d signals are on disk; the first that is not: %s, %s"
              .formatted(
                  fresh + known, receipts.size(), Json.word(first.status()), first.reason()));
    }
    if (receipts.isEmpty()) {
      return replay(by, true, "it is understood, and holds no signal");
    }
    String also = known == 0 ? "" : ", " + known + " of them before";
    return replay(by, true, "%d signals are on disk%s".formatted(fresh + known, also));
  }

  private static long count(List<Receipt> receipts, Receipt.Status status) {
    return receipts.stream().filter(receipt -> receipt.status() == status).count();
  }

  private Replay refused(String by, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof TimeoutException) {
      return replay(by, false, "not done within " + PATIENCE_SECONDS + " s");
    }
    String message = cause.getMessage();
    return replay(
        by,
        false,
        message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message);
  }

  private Replay replay(String by, boolean taken, String outcome) {
    return new Replay(clock.instant().truncatedTo(ChronoUnit.MICROS), by, taken, outcome);
  }

  private void note(long number, Replay replay, CompletableFuture<Optional<Replay>> result) {
    try {
      executor.execute(
          () -> {
            write(number, replay);
            result.complete(Optional.of(replay));
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("what came of replaying letter {} is not noted: {}", number, replay.outcome());
      result.complete(Optional.of(replay));
    }
  }

  private void write(long number, Replay replay) {
    try {
      Shelf in = shelf.get();
      if (in != null) {
        in.note(number, replay);
      }
    } catch (RuntimeException e) {
      LOG.warn("what came of replaying letter {} cannot be noted", number, e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
        executor.shutdownNow().forEach(Runnable::run); // completes what somebody waits for
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
