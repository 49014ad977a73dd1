package org.watchfloor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * The platform as a session source sees it: stands for core-runtime, with as many threads as that
 * gives, and remembers what the source says. Thread-safe. Closing it is what the platform does
 * after {@link org.watchfloor.plugin.api.source.Source#close}: it ends the threads and drops what
 * comes late.
 */
public final class SessionContext implements SourceContext, AutoCloseable {
  /** As core-runtime gives. */
  private static final int THREADS = 4;

  private final String sourceId;
  private final BlockingQueue<SourceStatus> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<SourceException> failures = new LinkedBlockingQueue<>();
  private final List<Signal> signals = new CopyOnWriteArrayList<>();
  private final List<Media> media = new CopyOnWriteArrayList<>();
  private final AtomicInteger late = new AtomicInteger();
  private final Sink sink = new Sink();
  private final LeapClock clock = new LeapClock();
  private final StateStore state;
  private final ScheduledThreadPoolExecutor scheduler;
  private volatile Function<Signal, Receipt> receipts = signal -> Receipt.accepted(signals.size());
  private final AtomicReference<Way> way = new AtomicReference<>();
  private volatile boolean dead;

  /** A webhook as the source asked for it, and the decoder behind it. */
  public record Way(Inbound.Webhook asked, Decoder decoder) {}

  /**
   * @param sourceId {@code <plugin id>~<name>}
   */
  public SessionContext(String sourceId) {
    this(sourceId, new MemoryState());
  }

  /**
   * @param sourceId {@code <plugin id>~<name>}
   * @param state what the source kept when it ran before
   */
  public SessionContext(String sourceId, StateStore state) {
    this.sourceId = sourceId;
    this.state = state;
    AtomicInteger number = new AtomicInteger();
    scheduler =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> new Thread(task, "testkit-" + sourceId + "-" + number.incrementAndGet()));
  }

  /** What was reported and not yet taken, oldest first. */
  public BlockingQueue<SourceStatus> reports() {
    return reports;
  }

  /** Why it gave up, not yet taken. */
  public BlockingQueue<SourceException> failures() {
    return failures;
  }

  /** What was submitted while the source lived and was taken to disk, in order. */
  public List<Signal> signals() {
    return signals;
  }

  /** What was kept, in order. */
  public List<Media> media() {
    return media;
  }

  /** The webhook that the source has opened; empty before it has. */
  public Optional<Way> way() {
    return Optional.ofNullable(way.get());
  }

  /** From now on signals are answered so; only those whose receipt says so are on disk. */
  public void answer(Function<Signal, Receipt> answer) {
    receipts = answer;
  }

  /** The clock goes on from so much later, or earlier. */
  public void leap(Duration by) {
    clock.leap(by);
  }

  /** From now on what is submitted or kept is dropped and counted, as after the source's close. */
  public void die() {
    dead = true;
  }

  /** Signals and media that came after {@link #die}. */
  public int late() {
    return late.get();
  }

  /**
   * Runs at once, on this thread, all that waits in the scheduler: what a source has left there
   * must do nothing once it is closed.
   */
  public void runWhatIsLeft() {
    for (Runnable left : scheduler.getQueue().toArray(new Runnable[0])) {
      if (scheduler.remove(left)) {
        left.run();
      }
    }
  }

  /** Ends the threads; false if one is held by the source for longer than that. */
  public boolean idleWithin(Duration patience) throws InterruptedException {
    close();
    return scheduler.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public String sourceId() {
    return sourceId;
  }

  @Override
  public SignalSink sink() {
    return sink;
  }

  @Override
  public void report(SourceStatus status) {
    if (!dead) {
      reports.add(status);
    }
  }

  @Override
  public void fail(SourceException cause) {
    if (!dead) {
      failures.add(cause);
    }
  }

  @Override
  public void receive(Inbound.Webhook asked, Decoder decoder) throws SourceException {
    if (dead || !way.compareAndSet(null, new Way(asked, decoder))) {
      throw new SourceException(
          SourceException.Kind.CONFIG, "a webhook is opened once, from start");
    }
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  @Override
  public StateStore state() {
    return state;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    die();
    scheduler.shutdownNow();
  }

  private final class Sink implements SignalSink {
    @Override
    public CompletionStage<Receipt> submit(Signal signal) {
      if (dead) {
        late.incrementAndGet();
        return CompletableFuture.completedStage(
            Receipt.refused(Receipt.Status.UNAVAILABLE, "the source is closed"));
      }
      synchronized (this) {
        signals.add(signal);
        Receipt receipt = receipts.apply(signal);
        if (receipt.status() != Receipt.Status.ACCEPTED) {
          signals.remove(signals.size() - 1);
        }
        return CompletableFuture.completedStage(receipt);
      }
    }

    @Override
    public CompletionStage<MediaRef> keep(Media content) {
      if (dead) {
        late.incrementAndGet();
        return CompletableFuture.failedStage(new IllegalStateException("the source is closed"));
      }
      media.add(content);
      return CompletableFuture.completedStage(content.ref());
    }
  }

  /** Goes as the machine's does, from wherever the test has moved it. */
  private static final class LeapClock extends Clock {
    private final Clock machine = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    synchronized void leap(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
