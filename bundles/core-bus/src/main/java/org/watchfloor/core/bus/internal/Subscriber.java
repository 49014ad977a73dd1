package org.watchfloor.core.bus.internal;

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;

/**
 * One subscriber with its thread. Reads the journal from its own position until it has reached the
 * dispatcher, takes from its inbox from then on, and reads the journal again after an overflow. So
 * a handler that is slow or fails holds up nobody but itself.
 */
final class Subscriber implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int BATCH = 500;
  private static final long IDLE_MILLIS = 250;

  /** How often one that waits for the lead looks without being told. */
  private static final long LOOK_MILLIS = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** A handler may finish what it does; one that hangs is interrupted after this. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final Subscription subscription;
  private final EntryHandler handler;
  private final Journal journal;
  private final EntryDecoder decoder;
  private final Dispatcher dispatcher;
  private final Lead lead;
  private final Clock clock;
  private final Runnable onClosed;
  private final Inbox inbox;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  // Written by the subscriber's thread only.
  private volatile long position;
  private volatile long delivered;
  private volatile long failures;
  private volatile String lastFailure = "";
  private volatile boolean failing;

  /** {@link Lead#losses} when it took up its place. */
  private long losses;

  Subscriber(
      Subscription subscription,
      EntryHandler handler,
      Journal journal,
      EntryDecoder decoder,
      Dispatcher dispatcher,
      Lead lead,
      Clock clock,
      Runnable onClosed) {
    this.subscription = subscription;
    this.handler = handler;
    this.journal = journal;
    this.decoder = decoder;
    this.dispatcher = dispatcher;
    this.lead = lead;
    this.losses = lead.losses();
    this.clock = clock;
    this.onClosed = onClosed;
    this.inbox = new Inbox(subscription);
    this.position = begin();
    this.thread = new Thread(this, "watchfloor-bus-" + subscription.name());
    thread.setDaemon(true);
  }

  private long begin() {
    if (subscription.after().isPresent()) {
      return subscription.after().getAsLong();
    }
    if (!subscription.durable()) {
      return journal.head();
    }
    OptionalLong cursor = journal.cursor(subscription.name());
    return cursor.orElse(Math.max(0, journal.first() - 1));
  }

  void start() {
    thread.start();
  }

  private void sayWhatIsGone() {
    long first = journal.first();
    if (first > 0 && position < first - 1 && subscription.durable()) {
      LOG.warn(
          "Subscriber {} goes on at entry {}: {} entries before it are gone by retention",
          subscription.name(),
          first,
          first - 1 - position);
    }
  }

  @Override
  public void run() {
    if (runsHere()) {
      sayWhatIsGone();
    }
    while (!closed()) {
      try {
        if (!runsHere()) {
          standBy();
        } else if (inbox.isOpen()) {
          Inbox.Batch batch = inbox.take(BATCH, IDLE_MILLIS);
          deliver(batch.entries(), Math.max(position, batch.upTo()));
        } else {
          readOn();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("Subscriber {} cannot read the journal", subscription.name(), e);
        if (pause(LONGEST_PAUSE_MILLIS)) {
          return;
        }
      }
    }
  }

  /** Whether it is the one, of those of its name on all nodes, that is delivered to. */
  private boolean runsHere() {
    return !subscription.durable() || (lead.isOurs() && losses == lead.losses());
  }

  /** Waits for the lead, and goes on from the cursor as whoever led before has left it. */
  private void standBy() throws InterruptedException {
    dispatcher.detach(inbox);
    inbox.shut();
    failing = false;
    while (!closed()) {
      long seen = lead.changes();
      losses = lead.losses();
      if (lead.isOurs()) {
        position = journal.cursor(subscription.name()).orElse(position);
        LOG.info("Subscriber {} goes on here at entry {}", subscription.name(), position + 1);
        sayWhatIsGone();
        return;
      }
      lead.await(seen, LOOK_MILLIS);
    }
  }

  private void readOn() {
    EntryDecoder.Page page = decoder.read(position, BATCH);
    List<BusEntry> wanted = page.entries().stream().filter(subscription.filter()::passes).toList();
    deliver(wanted, page.upTo());
    if (!closed() && runsHere() && position >= journal.head()) {
      dispatcher.attach(inbox, position);
    }
  }

  /** Again and again until the handler takes them; the position moves only then. */
  private void deliver(List<BusEntry> entries, long upTo) {
    long pause = FIRST_PAUSE_MILLIS;
    while (!entries.isEmpty() && !closed() && runsHere()) {
      try {
        handler.handle(entries);
        succeeded(entries);
        break;
      } catch (Exception | LinkageError e) {
        failed(entries, e);
        if (pause(pause)) {
          return;
        }
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
    // A handler that was hung when its subscription was closed must not move a successor's cursor,
    // and one that ran when the lead was lost not that of another node.
    if (!closed() && runsHere() && upTo > position) {
      position = upTo;
      if (subscription.durable()) {
        journal.moveCursor(subscription.name(), upTo);
      }
    }
  }

  private void succeeded(List<BusEntry> entries) {
    delivered += entries.size();
    if (failing) {
      failing = false;
      LOG.info("Subscriber {} works again", subscription.name());
    }
  }

  private void failed(List<BusEntry> entries, Throwable cause) {
    if (closed()) {
      return;
    }
    failures++;
    lastFailure = String.valueOf(cause.getMessage());
    if (!failing) {
      failing = true;
      LOG.error(
          "Subscriber {} failed on entries {} to {}; they are delivered again until it takes them",
          subscription.name(),
          entries.get(0).number(),
          entries.get(entries.size() - 1).number(),
          cause);
    }
  }

  /** True if the subscription was closed meanwhile. */
  private boolean pause(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  /** In words what is wrong; empty if nothing is. */
  String trouble() {
    return failing ? subscription.name() + " fails: " + lastFailure : "";
  }

  SubscriberStat stat() {
    String waits = subscription.durable() ? lead.waits() : "";
    long at = waits.isEmpty() ? position : journal.cursor(subscription.name()).orElse(position);
    return new SubscriberStat(
        subscription.name(),
        subscription.durable(),
        at,
        delivered,
        Math.max(0, journal.head() - at),
        waits.isEmpty() ? oldestMillis(at) : 0,
        inbox.dropped() + journal.dropped(subscription.name()),
        failures,
        lastFailure,
        waits);
  }

  private long oldestMillis(long at) {
    List<JournalEntry> next = journal.read(at, 1, 1);
    return next.isEmpty()
        ? 0
        : Math.max(0, clock.millis() - next.get(0).recordedAt().toEpochMilli());
  }

  /**
   * Ends delivery. Returns when the handler is not running any more, but waits at most 10 s for one
   * that hangs. May be called by the handler itself.
   */
  @Override
  public void close() {
    if (closed()) {
      return;
    }
    closing.countDown();
    dispatcher.detach(inbox);
    inbox.close();
    lead.wake();
    try {
      awaitEnd();
    } finally {
      onClosed.run();
    }
  }

  private void awaitEnd() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
      }
      if (thread.isAlive()) {
        LOG.error("The handler of subscriber {} hangs and is left behind", subscription.name());
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
