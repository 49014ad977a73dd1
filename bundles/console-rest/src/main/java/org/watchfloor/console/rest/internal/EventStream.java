package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Caller;

/**
 * One client's event stream. No thread waits for the client: what comes while it does not read
 * waits in its outbox, and what is more is read from the journal when it reads again. Thread-safe.
 */
final class EventStream implements Streams.Stream, WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** The comment, and how soon a browser that lost the stream comes back, milliseconds. */
  private static final byte[] BEGIN =
      ": watchfloor\nretry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Wanted wanted;
  private final Sieve sieve;
  private final Streams streams;
  private final Caller caller;
  private final BooleanSupplier fed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable EventHub hub;
  private volatile @Nullable Backlog backlog;

  // all below: guarded by this
  private final Outbox outbox;
  private byte @Nullable [] first = BEGIN;
  private boolean listening;
  private boolean live;
  private boolean reading = true;

  /**
   * @param after number of the last entry that the client has seen
   * @param fed whether the bus is still the one that feeds the stream
   */
  EventStream(
      AsyncContext async,
      Wanted wanted,
      Sieve sieve,
      long after,
      Streams streams,
      Caller caller,
      BooleanSupplier fed)
      throws IOException {
    this.async = async;
    this.out = async.getResponse().getOutputStream();
    this.wanted = wanted;
    this.sieve = sieve;
    this.outbox = new Outbox(after);
    this.streams = streams;
    this.caller = caller;
    this.fed = fed;
  }

  /** Sends the headers, so that the client knows that it listens. */
  void begin() {
    out.setWriteListener(this);
  }

  /**
   * Is fed by a hub from now on; the stream has joined it.
   *
   * @param most entries that the stream may fall behind and still get every signal
   */
  void feed(EventHub joined, long most) {
    Backlog behind = joined.backlog(wanted, sieve, readUpTo(), most);
    hub = joined;
    backlog = behind;
    if (ended.get()) {
      joined.leave(this); // the client left meanwhile, and the end did not see the hub
    } else if (!attached(joined, behind)) {
      streams.read(this::read);
    }
  }

  private boolean attached(EventHub feeding, Backlog behind) {
    if (!feeding.attach(this)) {
      return false;
    }
    behind.reached();
    synchronized (this) {
      reading = false;
    }
    drain();
    return true;
  }

  Wanted wanted() {
    return wanted;
  }

  /** Number up to which the stream has everything that it wants, or will have written it. */
  synchronized long readUpTo() {
    return outbox.upTo();
  }

  /** Takes what is missing, and what is offered from then on. False if it is more than may wait. */
  synchronized boolean goLive(Share missed) {
    live = true;
    return offer(missed);
  }

  /** Takes what comes; false if the stream is not fed any more: it reads on from the journal. */
  synchronized boolean offer(Share share) {
    if (ended.get() || !live) {
      return false;
    }
    live = outbox.add(share.after(outbox.upTo(), sieve), share.upTo());
    return live;
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      listening = true;
    }
    drain();
  }

  /** Writes what the client can take; the server calls back when it can take more. */
  void drain() {
    drain(false);
  }

  private void drain(boolean tell) {
    boolean read;
    try {
      synchronized (this) {
        boolean ready = listening && write(tell);
        read = ready && !live && !reading && outbox.isEmpty();
        reading |= read;
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the client of an event stream left", e);
      end();
      return;
    }
    if (read) {
      streams.read(this::read);
    }
  }

  /**
   * Writes what waits. Jetty sends a buffer at once and as it is, where it would copy an array to
   * be flushed later: there is nothing to flush.
   *
   * @return whether the client could take more
   */
  private boolean write(boolean tell) throws IOException {
    while (!ended.get() && out.isReady()) {
      byte[] next = next(tell);
      if (next.length == 0) {
        return true;
      }
      out.write(ByteBuffer.wrap(next));
    }
    return false;
  }

  private byte[] next(boolean tell) {
    byte[] begin = first;
    first = null;
    return begin == null ? outbox.take(tell) : begin;
  }

  /** Goes over to what comes live, or reads one page of what is before it. */
  private void read() {
    EventHub feeding = hub;
    Backlog behind = backlog;
    if (feeding == null || behind == null || ended.get()) {
      return;
    }
    try {
      if (!attached(feeding, behind)) {
        take(behind.next(readUpTo()));
        drain();
      }
    } catch (RuntimeException e) {
      LOG.warn("an event stream ends, its client comes again: the journal cannot be read", e);
      end();
    }
  }

  private synchronized void take(Backlog.Page page) {
    outbox.add(page.pieces(), page.upTo());
    reading = false;
  }

  @Override
  public boolean fed() {
    return fed.getAsBoolean();
  }

  @Override
  public void tick() {
    boolean owes;
    synchronized (this) {
      owes = outbox.owes();
    }
    if (owes) {
      drain(true);
    }
  }

  @Override
  public void beat() {
    try {
      synchronized (this) {
        // while something waits there is no need for a sign of life
        if (listening && outbox.isEmpty() && write(true)) {
          out.write(ByteBuffer.wrap(BEAT));
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the client of an event stream left", e);
      end();
    }
  }

  @Override
  public void end() {
    if (ended.compareAndSet(false, true)) {
      streams.run(this::close);
    }
  }

  private void close() {
    EventHub feeding = hub;
    if (feeding != null) {
      feeding.leave(this);
    }
    synchronized (this) {
      outbox.forget();
    }
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the server had completed the stream", e);
    }
    streams.ended(caller, this);
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("the client of an event stream left", cause);
    end();
  }
}
