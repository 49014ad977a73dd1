package org.watchfloor.core.runtime.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.StateStore;

/** A source that speaks its own protocol, open, and the context that it was given. Thread-safe. */
final class SourceSession implements Session, SourceContext {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSession.class);

  /** Calls that hang are given so long to obey their interrupt. */
  private static final Duration OBEY = Duration.ofSeconds(1);

  /** Reports that wait for the source's lane; more of them say nothing that the last does not. */
  private static final int MAX_REPORTS = 100;

  /** The call that may take longest. */
  static final String START = "start";

  private final String sourceId;
  private final Plugin plugin;
  private final PluginCalls calls;
  private final Platform platform;
  private final Listener listener;
  private final Custody custody;
  private final Gate gate;
  private final AtomicInteger reports = new AtomicInteger();
  private final AtomicBoolean gaveUp = new AtomicBoolean();
  private final long openedNanos = System.nanoTime();
  private final SourceThreads threads;
  private final GatedSink sink;
  private final StateStore state;
  private final SessionWays ways;
  private volatile SourceStatus status = SourceStatus.online();
  private volatile @Nullable Source source;

  /** Told what the source says of itself, on threads of the source. */
  interface Listener {
    void reported(SourceSession session, SourceStatus status);

    void failed(SourceSession session, SourceException cause);

    /** A call about pictures crashed or hung. */
    void faulted(SourceSession session, PluginFault fault);
  }

  SourceSession(
      Plugin plugin,
      PluginCalls calls,
      Platform platform,
      SourceStats stats,
      Custody custody,
      Listener listener) {
    this.sourceId = custody.sourceId();
    this.custody = custody;
    this.gate = new Gate(custody.dropped());
    this.plugin = plugin;
    this.calls = calls;
    this.platform = platform;
    this.listener = listener;
    this.threads = new SourceThreads(sourceId, plugin.loader(), custody.group(), gate);
    this.sink = new GatedSink(gate, platform, stats, custody, threads.receipts());
    this.state = platform.states().of(sourceId, gate);
    this.ways =
        new SessionWays(platform, stats, custody, f -> listener.faulted(this, f), this::fail);
  }

  void open(SourcePlugin<Object> service, Object config) throws SourceException, PluginFault {
    boolean open = false;
    try {
      source =
          calls.call(
              "open",
              platform.limits().call(),
              SourceException.class,
              () -> service.open(config, this));
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** Connects; completes exceptionally with a SourceException or a PluginFault. */
  CompletableFuture<Boolean> start() {
    return calls.async(
        START,
        platform.limits().start(),
        () -> {
          Source opened = source;
          if (opened != null) {
            opened.start();
          }
          return Boolean.TRUE;
        });
  }

  /** Facts of the source, as it tells them; completes exceptionally with a PluginFault. */
  CompletableFuture<Map<String, Object>> diagnostics() {
    return calls.async(
        "diagnostics",
        platform.limits().call(),
        () -> {
          Source opened = source;
          return opened == null ? Map.of() : Map.copyOf(opened.diagnostics());
        });
  }

  /** What the source said last; ONLINE as long as it has said nothing. */
  SourceStatus status() {
    return status;
  }

  /** Null if it is no camera. */
  @Nullable CameraSource camera() {
    return plugin.cameras() && source instanceof CameraSource camera ? camera : null;
  }

  /** Opens a stream; completes exceptionally with a SourceException or a PluginFault. */
  CompletableFuture<AutoCloseable> watch(
      CameraSource camera, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    Consumer<Picture> pictures = picture -> ifOpen(() -> onPicture.accept(picture));
    Consumer<String> end = reason -> ifOpen(() -> onEnd.accept(calls.redaction().line(reason)));
    return reportingFaults(
        calls.async("watch", platform.limits().call(), () -> camera.watch(pictures, end)));
  }

  private void ifOpen(Runnable call) {
    if (gate.pass()) {
      call.run();
    }
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
  public void report(SourceStatus next) {
    if (gate.pass()) {
      SourceStatus said = new SourceStatus(next.state(), calls.redaction().line(next.reason()));
      status = said;
      if (reports.incrementAndGet() <= MAX_REPORTS) {
        listener.reported(this, said);
      } else {
        reports.decrementAndGet();
      }
    }
  }

  /** A report has been dealt with; what counts now is the last one, where some were left out. */
  SourceStatus reportTaken(SourceStatus said) {
    return reports.decrementAndGet() == 0 ? status : said;
  }

  @Override
  public void fail(SourceException cause) {
    if (gate.pass() && gaveUp.compareAndSet(false, true)) {
      listener.failed(this, cause);
    }
  }

  @Override
  public void receive(Inbound.Webhook way, Decoder decoder) throws SourceException {
    ways.open(plugin, calls, way, decoder);
  }

  SessionWays ways() {
    return ways;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return threads.scheduler();
  }

  @Override
  public StateStore state() {
    return state;
  }

  @Override
  public Clock clock() {
    return platform.clock();
  }

  @Override
  public Plugin plugin() {
    return plugin;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public PluginCalls calls() {
    return calls;
  }

  @Override
  public long openedNanos() {
    return openedNanos;
  }

  @Override
  public @Nullable PluginFault close() {
    gate.shut();
    Duration deadline = platform.limits().close();
    long end = System.nanoTime() + deadline.toNanos();
    ways.close();
    Source opened = source;
    PluginFault fault = opened == null ? null : closeSource(opened, deadline);
    threads.shutdown();
    calls.close(remaining(Math.min(end, System.nanoTime() + OBEY.toNanos())));
    threads.await(remaining(end));
    custody.unwatch(calls);
    PluginFault leak = leak();
    return fault == null ? leak : fault;
  }

  private @Nullable PluginFault leak() {
    List<String> names = custody.sweep();
    if (names.isEmpty()) {
      return null;
    }
    String what =
        String.format(
            "left %d threads behind that do not end: %s", names.size(), Words.some(names, 5));
    LOG.warn("source {}: the plugin {} {} {}", sourceId, plugin.bundle(), plugin.version(), what);
    return new PluginFault(PluginFault.Kind.LEAKED, what);
  }

  private @Nullable PluginFault closeSource(Source opened, Duration deadline) {
    try {
      calls.call(
          "close",
          deadline,
          Plugin.Never.class,
          () -> {
            opened.close();
            return Boolean.TRUE;
          });
      return null;
    } catch (PluginFault e) {
      LOG.warn("source {}: {}", sourceId, e.getMessage());
      return e;
    }
  }

  private static Duration remaining(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** One picture; completes exceptionally with the reason in words. */
  CompletableFuture<CompletionStage<Picture>> snapshot(CameraSource camera, Duration deadline) {
    return reportingFaults(calls.async("snapshot", deadline, () -> camera.snapshot(deadline)));
  }

  private <T> CompletableFuture<T> reportingFaults(CompletableFuture<T> answer) {
    answer.whenComplete(
        (value, e) -> {
          if (e instanceof PluginFault fault && !gate.isShut()) {
            listener.faulted(this, fault);
          }
        });
    return answer;
  }
}
