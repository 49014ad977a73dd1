package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Caller;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.EntryHandler;

/**
 * One client's event stream. The bus's thread writes to the client and waits for it: a slow client
 * makes its own subscription fall behind, which the bus then reads on from the journal.
 * Thread-safe.
 */
final class EventStream implements Streams.Stream, EntryHandler, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** The comment, and how soon a browser that lost the stream comes back, milliseconds. */
  private static final byte[] BEGIN =
      ": watchfloor\nretry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final EventFrames frames;
  private final Sieve sieve;
  private final Streams streams;
  private final Caller caller;
  private final BooleanSupplier fed;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable AutoCloseable subscription;
  private boolean closed;

  /**
   * @param fed whether the bus is still the one that feeds the stream
   */
  EventStream(
      AsyncContext async,
      EventFrames frames,
      Sieve sieve,
      Streams streams,
      Caller caller,
      BooleanSupplier fed)
      throws IOException {
    this.async = async;
    this.out = async.getResponse().getOutputStream();
    this.frames = frames;
    this.sieve = sieve;
    this.streams = streams;
    this.caller = caller;
    this.fed = fed;
  }

  /** Sends the headers, so that the client knows that it listens. */
  void begin() throws IOException {
    out.write(BEGIN);
    out.flush();
  }

  /** Gives the stream the subscription that it closes at its end. */
  void feed(AutoCloseable opened) {
    synchronized (this) {
      if (!closed) {
        subscription = opened;
        return;
      }
    }
    close(opened); // the client left while the subscription was being made
  }

  @Override
  public void handle(List<BusEntry> entries) {
    writing.lock();
    try {
      for (BusEntry entry : entries) {
        if (ended.get()) {
          return;
        }
        if (sieve.passes(entry)) {
          out.write(frames.of(entry));
        }
      }
      long skipped = sieve.takeSkipped();
      if (skipped > 0) {
        out.write(EventFrames.skipped(skipped));
      }
      out.flush();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the client of an event stream left", e);
      end();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean fed() {
    return fed.getAsBoolean();
  }

  @Override
  public void beat() {
    // while somebody writes there is no need for a sign of life
    if (writing.tryLock()) {
      try {
        if (!ended.get()) {
          out.write(BEAT);
          out.flush();
        }
      } catch (IOException | IllegalStateException e) {
        LOG.debug("the client of an event stream left", e);
        end();
      } finally {
        writing.unlock();
      }
    }
  }

  /** May be called by the bus's own thread, which closing the subscription may wait for. */
  @Override
  public void end() {
    if (ended.compareAndSet(false, true)) {
      streams.run(this::close);
    }
  }

  private void close() {
    AutoCloseable open;
    synchronized (this) {
      closed = true;
      open = subscription;
      subscription = null;
    }
    if (open != null) {
      close(open);
    }
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the server had completed the stream", e);
    }
    streams.ended(caller, this);
  }

  private static void close(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("a subscription could not be closed", e);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // begun once
  }
}
