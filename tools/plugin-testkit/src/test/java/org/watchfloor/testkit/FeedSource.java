package org.watchfloor.testkit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** Reads a feed from its bookmark, and does one thing wrong, or none. */
final class FeedSource implements Source {
  /** What a plugin with events does wrong. */
  enum Fault {
    NONE,
    INVENTS_KEYS,
    SAYS_NOTHING_WHEN_CUT,
    ACKNOWLEDGES_FIRST,
    BOOKMARKS_FIRST,
    DISORDERS,
    BOOKMARKS_UNASKED
  }

  private final Fault fault;
  private final Feed feed;
  private final SourceContext context;
  private final AtomicInteger invented = new AtomicInteger();
  private volatile boolean open = true;
  private int next;

  FeedSource(Fault fault, Feed feed, SourceContext context) {
    this.fault = fault;
    this.feed = feed;
    this.context = context;
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    feed.contacts.incrementAndGet();
    if (feed.off) {
      throw new SourceException(SourceException.Kind.RETRY, "no answer");
    }
    if (feed.mode == FakeDevice.Mode.WRONG_PASSWORD) {
      throw new SourceException(SourceException.Kind.AUTH, "wrong password");
    }
    while (feed.mode == FakeDevice.Mode.SILENT) {
      if (!open) {
        throw new SourceException(SourceException.Kind.RETRY, "closed");
      }
      Thread.sleep(5);
    }
    next = context.state().get("next").map(Integer::parseInt).orElse(0);
    context.scheduler().scheduleWithFixedDelay(this::read, 0, 5, TimeUnit.MILLISECONDS);
    context.report(SourceStatus.online());
  }

  private void read() {
    try {
      if (feed.cuts.getAndSet(0) > 0 && fault != Fault.SAYS_NOTHING_WHEN_CUT) {
        context.report(SourceStatus.offline("cut"));
        context.report(SourceStatus.online());
      }
      List<String> keys = feed.after(next);
      if (fault == Fault.DISORDERS) {
        java.util.Collections.reverse(keys);
      }
      for (String key : keys) {
        if (!open || !submit(key)) {
          break;
        }
        next++;
      }
      if (!keys.isEmpty() && (feed.replays || fault == Fault.BOOKMARKS_UNASKED)) {
        int mark = fault == Fault.BOOKMARKS_FIRST ? next + keys.size() : next;
        context.state().put("next", String.valueOf(mark));
      }
      feed.again().ifPresent(this::submit);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean submit(String key) {
    if (fault == Fault.ACKNOWLEDGES_FIRST) {
      feed.told.add(key);
    }
    String sent = fault == Fault.INVENTS_KEYS ? "ours-" + invented.incrementAndGet() : key;
    Signal signal = Signal.of(Kind.CAMERA_MOTION, sent, Instant.EPOCH).build();
    Receipt receipt = context.sink().submit(signal).toCompletableFuture().join();
    if (receipt.onDisk()) {
      feed.told.add(key);
    }
    return receipt.onDisk();
  }

  @Override
  public void close() {
    open = false;
  }

  /** In memory: what is tested is the contract. */
  static final class Feed implements EventDevice {
    final AtomicInteger contacts = new AtomicInteger();
    final AtomicInteger cuts = new AtomicInteger();
    final Set<String> told = ConcurrentHashMap.newKeySet();
    final boolean replays;
    private final List<String> events = new ArrayList<>();
    private boolean repeated;
    volatile Mode mode = Mode.GOOD;
    volatile boolean off;

    Feed(boolean replays) {
      this.replays = replays;
    }

    synchronized List<String> after(int number) {
      return new ArrayList<>(events.subList(Math.min(number, events.size()), events.size()));
    }

    synchronized Optional<String> again() {
      boolean now = repeated;
      repeated = false;
      return now ? Optional.of(events.get(events.size() - 1)) : Optional.empty();
    }

    @Override
    public synchronized List<String> happen(int times) {
      int from = events.size();
      for (int i = 0; i < times; i++) {
        events.add("event-" + events.size());
      }
      return List.copyOf(events.subList(from, events.size()));
    }

    @Override
    public synchronized void repeat() {
      repeated = true;
    }

    @Override
    public void cut() {
      cuts.incrementAndGet();
    }

    @Override
    public Optional<Set<String>> acknowledged() {
      return Optional.of(Set.copyOf(told));
    }

    @Override
    public void behave(Mode next) {
      mode = next;
    }

    @Override
    public int contacts() {
      return contacts.get();
    }

    @Override
    public void close() {
      off = true;
    }
  }
}
